import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { personClass } from "../parts/person-colour.ts";
import { previewOf } from "../store/heads.ts";
import { nameOf } from "../store/names.ts";
import { rich, t } from "../words/words.ts";
import type { Mode } from "./modes.ts";

/** Over the field: what is answered, or that something is changed. */
export function Strip({ mode, onLeave }: { readonly mode: Mode | null; readonly onLeave: () => void }) {
  if (!mode || mode.kind === "words") return null;
  return (
    <div class={`strip ${mode.kind === "reply" ? personClass(mode.to.sender_id) : ""}`}>
      <Icon name={mode.kind === "reply" ? "reply" : "pencil"} size={18} />
      <p class="cut">{wordsFor(mode)}</p>
      <IconButton icon="close" label={t("composer.leave")} onClick={onLeave} />
    </div>
  );
}

function wordsFor(mode: Exclude<Mode, { kind: "words" }>) {
  if (mode.kind === "edit") return rich("composer.editing", { b: (words) => <strong>{words}</strong> });
  const { to } = mode;
  const name = nameOf(to.sender_id, to.sender_display_name);
  return (
    <>
      <span class="strip-name">{rich("composer.reply", { name, b: (words) => <strong>{words}</strong> })}</span>{" "}
      {previewOf(to)}
    </>
  );
}
