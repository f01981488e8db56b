import { isSpoken } from "./log-line.ts";
import type { Log } from "./log.ts";

/** What becomes of the links of a file; each link is counted once. */
export interface ReplyCounts {
  readonly replies: number;
  /** A message has one reply target; these links named an earlier one. */
  readonly furtherTargets: number;
  /** From, or to, a line that is no message. */
  readonly ofOtherLines: number;
}

export interface ReplyTargets {
  /** For each line that replies, the line that it replies to: of several the last. */
  readonly byLine: ReadonlyMap<number, number>;
  readonly counts: ReplyCounts;
}

export function replyTargets({ entries, links }: Log): ReplyTargets {
  const isMessage = (line: number): boolean => {
    const says = entries[line]?.says;
    return says !== undefined && isSpoken(says);
  };
  const byLine = new Map<number, number>();
  let furtherTargets = 0;
  let ofOtherLines = 0;
  for (const [line, targets] of links.targets) {
    const messages = isMessage(line) ? targets.filter(isMessage) : [];
    ofOtherLines += targets.length - messages.length;
    if (messages.length === 0) continue;
    byLine.set(line, Math.max(...messages));
    furtherTargets += messages.length - 1;
  }
  return { byLine, counts: { replies: byLine.size, furtherTargets, ofOtherLines } };
}
