import type { ConversationId, UserId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import type { Entry } from "./telling.ts";

/** Somebody who is connected, by one stream or several. What they are a member of is kept once. */
export class Person {
  readonly id: UserId;
  /** What they are a member of and since when, as of the ring's position; null until it is known. */
  stays: Map<ConversationId, Position> | null = null;
  /** Up to here the ring alone cannot say what they may be told: a stay of theirs ended there, or may have. */
  lastEnd: Position = 0n;
  /** Settles with whether their memberships are known; several streams ask together. */
  loading: Promise<boolean> | null = null;

  constructor(id: UserId) {
    this.id = id;
  }

  /** Whether an entry is for them; of entries after `lastEnd`. */
  isTold({ audience, place }: Entry): boolean {
    switch (audience.kind) {
      case "everyone":
        return true;
      case "user":
        return audience.id === this.id;
      case "conversation": {
        const from = this.stays?.get(audience.id);
        return from !== undefined && from <= place.position;
      }
    }
  }
}
