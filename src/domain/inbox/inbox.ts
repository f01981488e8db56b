import type { Recorded } from "../recorded.ts";
import type { InboxEvent, NotifyLevel } from "./events.ts";

/**
 * How far a member has come in a conversation, and how they want it. Markers outlive a stay; what they set is of the
 * stay in which they set it: see `standing.ts`.
 */
export interface Inbox {
  readonly readTo: number;
  readonly deliveredTo: number;
  /** Where it was marked as unread from; null: it is not. */
  readonly unreadFrom: number | null;
  /** The conversation's last line when it was marked. */
  readonly markedUpTo: number;
  readonly isMuted: boolean;
  readonly notify: NotifyLevel;
  /** The last line when it was archived; null: it is not. */
  readonly archivedUpTo: number | null;
  /** The last line when something of this was set. */
  readonly settledUpTo: number;
  /** The last line when it was deleted for oneself; null: it was not. */
  readonly hiddenUpTo: number | null;
  /** Of the last event; -1 before the first. */
  readonly revision: number;
  readonly lastAt: string | null;
}

export const initialState: Inbox = {
  readTo: 0,
  deliveredTo: 0,
  unreadFrom: null,
  markedUpTo: 0,
  isMuted: false,
  notify: "all",
  archivedUpTo: null,
  settledUpTo: 0,
  hiddenUpTo: null,
  revision: -1,
  lastAt: null,
};

export function evolve(inbox: Inbox, event: Recorded<InboxEvent>): Inbox {
  return { ...changedBy(inbox, event), revision: event.revision, lastAt: event.at };
}

function changedBy(inbox: Inbox, { type, data }: InboxEvent): Inbox {
  switch (type) {
    case "MarkersAdvanced": {
      const { readTo = inbox.readTo, deliveredTo = inbox.deliveredTo } = data;
      return { ...inbox, readTo, deliveredTo };
    }
    case "MarkedUnread":
      return { ...inbox, unreadFrom: data.from, markedUpTo: data.upTo };
    case "UnreadMarkCleared":
      return { ...inbox, unreadFrom: null };
    case "InboxSettingsChanged": {
      const { isMuted = inbox.isMuted, notify = inbox.notify, isArchived, upTo } = data;
      const archivedUpTo = isArchived ? upTo : null;
      return {
        ...inbox,
        isMuted,
        notify,
        archivedUpTo: isArchived === undefined ? inbox.archivedUpTo : archivedUpTo,
        settledUpTo: upTo,
      };
    }
    case "ConversationHidden":
      return { ...inbox, hiddenUpTo: data.upTo };
  }
}
