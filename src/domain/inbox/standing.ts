import type { Conversation } from "../conversation/conversation.ts";
import type { UserId } from "../ids.ts";
import type { NotifyLevel } from "./events.ts";
import { initialState, type Inbox } from "./inbox.ts";

/** What a member has set for themselves in their present stay. Whoever comes back begins anew. */
export interface Standing {
  readonly isMuted: boolean;
  readonly notify: NotifyLevel;
  readonly isArchived: boolean;
  readonly unreadFrom: number | null;
}

const atFirst: Standing = { isMuted: false, notify: "all", isArchived: false, unreadFrom: null };

/** The inbox as it would be if what was set in a former stay had never been set. */
export function ofThisStay(inbox: Inbox, since: number): Inbox {
  const { isMuted, notify, archivedUpTo, unreadFrom } = initialState;
  return {
    ...inbox,
    ...(inbox.settledUpTo < since && { isMuted, notify, archivedUpTo }),
    ...(inbox.markedUpTo < since && { unreadFrom }),
  };
}

export function standingOf(inbox: Inbox, conversation: Conversation, userId: UserId): Standing {
  const since = conversation.members.get(userId)?.since;
  if (since === undefined) return atFirst;
  const own = ofThisStay(inbox, since);
  const { isMuted, notify, unreadFrom } = own;
  return { isMuted, notify, isArchived: isArchived(own, conversation), unreadFrom };
}

/** A message after it was archived brings a conversation back, unless it is muted. */
export function isArchived(
  { archivedUpTo, isMuted }: Pick<Inbox, "archivedUpTo" | "isMuted">,
  { lastCountable }: Pick<Conversation, "lastCountable">,
): boolean {
  return archivedUpTo !== null && (isMuted || lastCountable <= archivedUpTo);
}
