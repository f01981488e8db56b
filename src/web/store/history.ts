import type { HistoryPage } from "../api/messages.ts";
import type { Message } from "../wire/shapes.ts";
import type { History } from "./state.ts";

/** Lines that are kept of a conversation at most: what is far from where one reads is loaded again when it is wanted. */
export const mostLines = 500;

/** A page joined to what is there, wherever they overlap; each line is there once, as it was told last. */
export function withPage(
  history: History | undefined,
  page: HistoryPage,
  side: "before" | "after" | "afresh",
): History {
  const { messages, has_more_before: hasBefore, has_more_after: hasAfter } = page;
  if (!history || side === "afresh") return { lines: messages, hasBefore, hasAfter };
  const [first] = history.lines;
  const last = history.lines.at(-1);
  if (!first || !last) return { lines: messages, hasBefore, hasAfter };
  if (side === "before") {
    const older = messages.filter(({ sequence }) => sequence < first.sequence);
    const lines = [...older, ...history.lines];
    const isTooLong = lines.length > mostLines;
    return { lines: lines.slice(0, mostLines), hasBefore, hasAfter: history.hasAfter || isTooLong };
  }
  const newer = messages.filter(({ sequence }) => sequence > last.sequence);
  const lines = [...history.lines, ...newer];
  return { lines: lines.slice(-mostLines), hasBefore: history.hasBefore || lines.length > mostLines, hasAfter };
}

/** A new line goes to the end, if that is here and nothing lies between; otherwise the end is further on. */
export function withLine(history: History, line: Message): History {
  const last = history.lines.at(-1);
  if (last && line.sequence <= last.sequence) return replaced(history, line.sequence, () => line);
  if (history.hasAfter) return history;
  if (last && line.sequence > last.sequence + 1) return { ...history, hasAfter: true };
  const lines = [...history.lines, line];
  // Not at each line: the page would be measured anew each time.
  if (lines.length <= 2 * mostLines) return { ...history, lines };
  return { ...history, lines: lines.slice(-mostLines), hasBefore: true };
}

/** One line changed; the same history where it is not here. */
export function withChanged(history: History, id: string, change: (line: Message) => Message): History {
  const line = history.lines.findLast((each) => each.id === id);
  return line ? replaced(history, line.sequence, change) : history;
}

/** All lines, where a change concerns any of them, such as quotes. */
export function withAllChanged(history: History, change: (line: Message) => Message): History {
  let isChanged = false;
  const lines = history.lines.map((line) => {
    const next = change(line);
    isChanged ||= next !== line;
    return next;
  });
  return isChanged ? { ...history, lines } : history;
}

/** Found by its number: lines are consecutive, so that its place is known. */
function replaced(history: History, sequence: number, change: (line: Message) => Message): History {
  const [first] = history.lines;
  const index = first ? sequence - first.sequence : -1;
  const line = history.lines[index];
  if (line?.sequence !== sequence) return history;
  return { ...history, lines: history.lines.with(index, change(line)) };
}
