import { useEffect, useState } from "preact/hooks";
import { getVersions } from "../api/messages.ts";
import { IconButton } from "../parts/button.tsx";
import { FailureText } from "../parts/failure-text.tsx";
import { failureOf } from "../parts/failure.ts";
import { showOver } from "../parts/overlays.tsx";
import type { Place } from "../parts/place.ts";
import { Popover } from "../parts/popover.tsx";
import { plainText } from "../store/heads.ts";
import type { Message, Version } from "../wire/shapes.ts";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { differences } from "./differences.ts";

export function openVersions(line: Message, at: Place): void {
  showOver((close) => (
    <Popover label={t("message.edited")} at={at} onClose={close}>
      <Versions line={line} onClose={close} />
    </Popover>
  ));
}

/** What a message said before, newest first, each with what changed in it. */
function Versions({ line, onClose }: { readonly line: Message; readonly onClose: () => void }) {
  const [earlier, setEarlier] = useState<readonly Version[] | null>(null);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    void getVersions(line.id).then(setEarlier, (error: unknown) => setFailure(failureOf(error)));
  }, [line.id, line.edited_at]);
  const versions = earlier ? inOrder(line, earlier) : [];
  return (
    <div class="versions">
      <header>
        <h2>{t("message.versions", { n: versions.length })}</h2>
        <IconButton icon="close" label={t("common.close")} onClick={onClose} />
      </header>
      <FailureText of={failure} />
      <ol>
        {versions.map((version, index) => (
          <li key={index}>
            <time class="numbers">{timeOf(version.edited_at)}</time>
            <p>{changed(versions[index + 1], version)}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Newest first, the present words among them, whether or not the server counts them. */
function inOrder(line: Message, earlier: readonly Version[]): readonly Version[] {
  const { content, content_type, edited_at } = line;
  const now = { content, content_type, edited_at: edited_at ?? line.created_at };
  const others = earlier.filter((each) => each.edited_at !== now.edited_at);
  return [now, ...others].toSorted((a, b) => b.edited_at.localeCompare(a.edited_at));
}

function changed(before: Version | undefined, after: Version) {
  const words = textOf(after);
  if (!before) return words;
  return differences(textOf(before), words).map(({ kind, text }, index) => {
    if (kind === "same") return text;
    return kind === "added" ? <ins key={index}>{text}</ins> : <del key={index}>{text}</del>;
  });
}

function textOf({ content, content_type }: Version): string {
  return content_type === "html" ? plainText(content) : content;
}
