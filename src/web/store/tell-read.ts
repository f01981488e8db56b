import * as api from "../api/conversations.ts";
import { report } from "./report.ts";
import { change } from "./store.ts";

/** In milliseconds: fifty messages a second are told as read once in that time, not fifty times. */
const tellEveryMs = 1_000;

/** By conversation: how far it has been read meanwhile; null where all is told. */
const waiting = new Map<string, number | null>();

/** I have seen all up to there. It shows at once; the server is told of the first at once, too, then now and then. */
export function read(id: string, sequence: number): void {
  change({ kind: "read-here", conversationId: id, sequence });
  if (waiting.has(id)) waiting.set(id, sequence);
  else tell(id, sequence);
}

/** Before the page is left. */
export function tellAllRead(): void {
  for (const [id, sequence] of waiting) if (sequence !== null) void api.markRead(id, sequence).catch(report);
  waiting.clear();
}

/** What waits to be told as read is not told any more. */
export async function markUnread(id: string, sequence: number): Promise<void> {
  if (waiting.has(id)) waiting.set(id, null);
  await api.markUnread(id, sequence);
}

function tell(id: string, sequence: number): void {
  waiting.set(id, null);
  void api.markRead(id, sequence).catch(report);
  setTimeout(() => tellRest(id), tellEveryMs);
}

function tellRest(id: string): void {
  const sequence = waiting.get(id) ?? null;
  waiting.delete(id);
  if (sequence !== null) tell(id, sequence);
}
