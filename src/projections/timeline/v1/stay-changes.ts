import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { membershipChange } from "../../../domain/conversation/membership.ts";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";

export interface Stay {
  readonly userId: UserId;
  readonly conversationId: ConversationId;
  readonly from: bigint;
  /** Null while it is open. */
  until: bigint | null;
}

export interface Closing {
  readonly userId: UserId;
  readonly conversationId: ConversationId;
  readonly position: bigint;
}

/** What a batch does: the stays it opened, maybe closed again by itself, and what it closes of those from before. */
export interface StayChanges {
  readonly stays: readonly Stay[];
  readonly closings: readonly Closing[];
  /** Conversations that were deleted, and where: all that is still open there is closed. */
  readonly over: ReadonlyMap<ConversationId, bigint>;
}

export function stayChanges(events: readonly Logged<ConversationEvent>[]): StayChanges {
  const stays: Stay[] = [];
  const closings: Closing[] = [];
  const over = new Map<ConversationId, bigint>();
  const open = new OpenStays();
  for (const event of events) {
    const { position } = event;
    const conversationId = conversationOf(event);
    const { added, removed, isOver } = membershipChange(event);
    for (const { userId } of added) stays.push(open.add({ userId, conversationId, from: position, until: null }));
    for (const { userId } of removed) {
      if (!open.close({ userId, conversationId, position })) closings.push({ userId, conversationId, position });
    }
    if (isOver) {
      open.closeAll(conversationId, position);
      over.set(conversationId, position);
    }
  }
  return { stays, closings, over };
}

/** The stays that a batch has opened and not closed. */
class OpenStays {
  readonly #byConversation = new Map<ConversationId, Map<UserId, Stay>>();

  add(stay: Stay): Stay {
    const here = this.#byConversation.get(stay.conversationId) ?? new Map<UserId, Stay>();
    this.#byConversation.set(stay.conversationId, here.set(stay.userId, stay));
    return stay;
  }

  /** Whether there was one to close. */
  close({ userId, conversationId, position }: Closing): boolean {
    const here = this.#byConversation.get(conversationId);
    const stay = here?.get(userId);
    if (stay) stay.until = position;
    return here?.delete(userId) ?? false;
  }

  closeAll(conversationId: ConversationId, position: bigint): void {
    for (const stay of this.#byConversation.get(conversationId)?.values() ?? []) stay.until = position;
    this.#byConversation.delete(conversationId);
  }
}
