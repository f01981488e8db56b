import type { ConversationId, UserId } from "../domain/ids.ts";
import { Queue } from "../platform/queue.ts";
import { reasonOf } from "../platform/start-refused.ts";
import type { DeviceEvent, PresenceJson, TypingChange, TypingJson } from "../wire/ephemeral.ts";
import { displayNameOf } from "../wire/people.ts";
import type { Connected } from "./audiences.ts";
import { ephemeralFrame } from "./frame.ts";
import { PresenceTelling, type PresenceTellingParts } from "./presence-telling.ts";
import type { Sources } from "./renderer.ts";

export interface EphemeralParts extends PresenceTellingParts {
  readonly sources: Pick<Sources, "people">;
}

/** So much typing waits for a name, at most. */
const mostWaiting = 1_000;

/**
 * Tells those who are connected here what nobody keeps, as soon as it is known, by what they are a member of now. It may
 * be left out for whoever does not keep up, and for everybody in an outage.
 */
export class Ephemeral {
  readonly #parts: EphemeralParts;
  readonly #presence: PresenceTelling;
  /** One after the other, so that nobody begins to type after they have ceased. */
  readonly #typing = new Queue({ atOnce: 1, waiting: mostWaiting });

  constructor(parts: EphemeralParts) {
    this.#parts = parts;
    this.#presence = new PresenceTelling(parts);
  }

  /** Everybody with a stream. */
  connected(): Iterable<UserId> {
    return this.#parts.audiences.ids();
  }

  /** To everybody who shares a conversation with them that is not too large. */
  presence(changes: readonly PresenceJson[]): void {
    this.#presence.tell(changes);
  }

  /** To the other members. */
  typing(change: TypingChange): void {
    if (this.#others(change).length === 0) return;
    this.#typing
      .run(() => this.#tellTyping(change))
      .catch((error: unknown) => this.#parts.report(`Who is typing was not told: ${reasonOf(error)}`));
  }

  /** To one's own devices but the one that did it. */
  device(userId: UserId, { event, conversationId, bySession }: DeviceEvent): void {
    const frame = ephemeralFrame(event, { conversation_id: conversationId });
    for (const stream of this.#parts.audiences.connected(userId)?.streams ?? [])
      if (stream.sessionId !== bySession) stream.tellInPassing(frame, 1);
  }

  async #tellTyping(change: TypingChange): Promise<void> {
    const { conversationId, userId, isTyping } = change;
    const people = await this.#parts.sources.people([userId]);
    const said: TypingJson = {
      conversation_id: conversationId,
      user_id: userId,
      user_name: displayNameOf(people, userId),
      is_typing: isTyping,
    };
    const frame = ephemeralFrame("typing", said);
    // Asked again: somebody may have left while the name was looked up.
    for (const { streams } of this.#others(change)) for (const stream of streams) stream.tellInPassing(frame, 1);
  }

  #others({ conversationId, userId }: Who): readonly Connected[] {
    return [...this.#parts.audiences.membersOf(conversationId)].filter(({ person }) => person.id !== userId);
  }
}

interface Who {
  readonly conversationId: ConversationId;
  readonly userId: UserId;
}
