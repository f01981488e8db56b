import type { ImportCounts } from "../import/irc/import-irc.ts";
import type { LineKind } from "../import/irc/log-line.ts";
import type { Survey } from "../import/irc/survey.ts";

const spoken = ["message", "action", "notice", "other"] as const;
const system = ["join", "leave", "rename", "mode", "kick", "topic", "netsplit", "restart"] as const;

/** What a folder holds: the lines are the sum of messages, system lines and what is left out. */
export function surveyText({ logs, lines, kinds, links, people }: Survey, channel: string): string {
  const of = (some: readonly LineKind[]): string =>
    some
      .filter((kind) => kinds.has(kind))
      .map((kind) => `${number(kinds.get(kind) ?? 0)} ${kind}`)
      .join(", ");
  const sum = (some: readonly LineKind[]): number => some.reduce((all, kind) => all + (kinds.get(kind) ?? 0), 0);
  const linked = links.replies + links.furtherTargets + links.ofOtherLines;
  return [
    row("channel", channel, `${number(logs.length)} files, ${number(people.size)} people`),
    row("lines", number(lines)),
    row("messages", number(sum(spoken)), of(spoken)),
    row("system", number(sum(system)), of(system)),
    row("left out", number(sum(["unreadable"]))),
    row(
      "replies",
      number(links.replies),
      `of ${number(linked)} links; ${number(links.furtherTargets)} to a further target, ` +
        `${number(links.ofOtherLines)} from or to what is no message; ${number(links.self)} more to the line itself`,
    ),
  ].join("\n");
}

/** What came of the lines that were not left out. */
export function countsText({ written, there, nothing, refused }: ImportCounts, milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  return [
    row("written", number(written), `${seconds.toFixed(1)} s, ${number(Math.round(written / seconds))} a second`),
    row("there before", number(there)),
    row("no change", number(nothing), "joins of members and the like"),
    row("refused", number(refused)),
  ].join("\n");
}

const number = (value: number): string => value.toLocaleString("en");

const row = (name: string, value: string, rest = ""): string =>
  `${name.padEnd(13)} ${value.padStart(8)}  ${rest}`.trimEnd();
