import { modifier } from "../app/modifier.ts";
import { Dialog } from "../parts/dialog.tsx";
import { t } from "../words/words.ts";
import { closeDialog } from "./open.ts";

const keys = [
  [`${modifier} K`, "keys.switch"],
  ["Enter", "keys.enter"],
  ["Shift Enter", "keys.shift_enter"],
  ["↑", "keys.up"],
  ["Esc", "keys.esc"],
  ["Shift Tab", "keys.log"],
  ["↑ ↓", "keys.arrows"],
  ["R E C P S", "keys.letters"],
  ["Shift F10", "keys.menu"],
  ["?", "keys.help"],
] as const;

export function Shortcuts() {
  return (
    <Dialog title={t("keys.title")} onClose={closeDialog}>
      <dl class="shortcuts">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>{t(does)}</dt>
            <dd>
              {key.split(" ").map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
