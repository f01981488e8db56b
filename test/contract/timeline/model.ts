import type { ConversationEvent, Visibility } from "../../../src/domain/conversation/events.ts";
import { membershipChange } from "../../../src/domain/conversation/membership.ts";
import type { ConversationId, UserId } from "../../../src/domain/ids.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { conversationOf, isOfConversation, logged } from "../../../src/events/logged.ts";
import type { ToldAfter } from "../../../src/projections/timeline/v1/told-after.ts";
import { toldBy, type TellingEvent } from "../../../src/wire/told.ts";

/** What `toldAfter` must tell, found by going through the whole log. */
export function naivelyTold(
  events: readonly RecordedEvent[],
  { userId, after, upTo, conversationId }: Omit<ToldAfter, "limit">,
): string[] {
  const now = standingAfter(events);
  const mayRead = (id: ConversationId): boolean => {
    const talk = now.open.get(id);
    return isIn(now.members, id, userId) || (talk?.visibility === "public" && !talk.banned.has(userId));
  };
  /** Where the history is shown from joining on, what is said is for members. */
  const mayReadLast = (id: ConversationId): boolean =>
    isIn(now.members, id, userId) || (mayRead(id) && now.open.get(id)?.isFromJoining === false);
  /** Where the history is shown from joining on, an earlier stay does not count. */
  const counts = (id: ConversationId, from: number): boolean =>
    !now.open.get(id)?.isFromJoining ||
    events.slice(from).every((_, later) => {
      return isIn(standingAfter(events.slice(0, from + later + 1)).members, id, userId);
    });
  return events.flatMap((event, index) => {
    const before = standingAfter(events.slice(0, index));
    const then = standingAfter(events.slice(0, index + 1));
    return toldBy(logged(event) as TellingEvent).flatMap(({ audience, what }, n) => {
      const about = "conversation_id" in what ? what.conversation_id : undefined;
      const isAfter =
        event.position > after.position || (event.position === after.position && n > (after.n ?? Infinity));
      if (!isAfter || (upTo !== undefined && event.position > upTo)) return [];
      if (conversationId !== undefined && about !== conversationId) return [];
      if (audience.kind === "user") {
        if (audience.id !== userId) return [];
        if (what.event === "conversation_created" && !mayReadLast(what.conversation_id)) return [];
      }
      if (audience.kind === "conversation") {
        const isToldOfEnd = what.event === "conversation_deleted" && isIn(before.members, audience.id, userId);
        const isTold = isIn(then.members, audience.id, userId) && mayRead(audience.id) && counts(audience.id, index);
        if (!isToldOfEnd && !isTold) return [];
      }
      return [`${event.position}.${n} ${what.event}`];
    });
  });
}

interface Standing {
  readonly members: ReadonlyMap<ConversationId, ReadonlySet<UserId>>;
  /** Conversations that are not deleted. */
  readonly open: ReadonlyMap<ConversationId, Open>;
}

interface Open {
  visibility: Visibility;
  readonly isFromJoining: boolean;
  readonly banned: Set<UserId>;
}

function standingAfter(events: readonly RecordedEvent[]): Standing {
  const members = new Map<ConversationId, Set<UserId>>();
  const open = new Map<ConversationId, Open>();
  for (const recorded of events.filter(isOfConversation)) {
    const event = logged<ConversationEvent>(recorded);
    const id = conversationOf(event);
    const here = members.get(id) ?? new Set();
    members.set(id, here);
    const { added, removed, isOver } = membershipChange(event);
    for (const { userId } of added) here.add(userId);
    for (const { userId } of removed) here.delete(userId);
    if (event.type === "ConversationStarted") {
      const { visibility, historyVisibility } = event.data;
      open.set(id, { visibility, isFromJoining: historyVisibility === "joined", banned: new Set() });
    }
    const talk = open.get(id);
    if (talk && event.type === "VisibilityChanged") talk.visibility = event.data.visibility;
    if (event.type === "PersonBanned") talk?.banned.add(event.data.userId);
    if (event.type === "PersonUnbanned") talk?.banned.delete(event.data.userId);
    if (!isOver) continue;
    here.clear();
    open.delete(id);
  }
  return { members, open };
}

function isIn(members: Standing["members"], id: ConversationId, userId: UserId): boolean {
  return members.get(id)?.has(userId) ?? false;
}
