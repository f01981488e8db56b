import type { Recorded } from "../recorded.ts";
import type { InboxEvent } from "./events.ts";

/** How far a member has come in a conversation. */
export interface Inbox {
  readonly readTo: number;
  readonly deliveredTo: number;
  /** Of the last event; -1 before the first. */
  readonly revision: number;
  readonly lastAt: string | null;
}

export const initialState: Inbox = { readTo: 0, deliveredTo: 0, revision: -1, lastAt: null };

export function evolve(inbox: Inbox, { data, revision, at }: Recorded<InboxEvent>): Inbox {
  const { readTo = inbox.readTo, deliveredTo = inbox.deliveredTo } = data;
  return { readTo, deliveredTo, revision, lastAt: at };
}
