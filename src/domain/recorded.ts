import type { DomainEvent } from "./decision.ts";
import type { UserId } from "./ids.ts";

/** An event as it stands in its stream: what `evolve` takes. */
export type Recorded<Event extends DomainEvent> = Event & {
  /** A UUID; of a keyed event it is made from actor, stream and key, so that a retry has it again. */
  readonly id: string;
  /** The place in the stream: 0, 1, 2 … */
  readonly revision: number;
  /** When it was recorded: ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly actor: UserId;
  readonly key?: IdempotencyKey;
};

export interface IdempotencyKey {
  /** As the client named it. */
  readonly name: string;
  /** A MAC of the request's body: the same key with another body is a conflict. */
  readonly body: string;
}

/**
 * A personal field of an event. Null has one meaning only: its owner was erased. What was never said is absent, and
 * what is written is never null.
 */
export type Personal = string | null;
