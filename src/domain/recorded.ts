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
  /** Of an event that came from elsewhere. */
  readonly imported?: Imported;
};

/** Where it was recorded first. Nobody is mailed about it, and nothing is fetched for it. */
export interface Imported {
  /** When it was said there: ISO 8601, UTC, milliseconds. */
  readonly originalAt: string;
  /** Whether its readers may not have read it yet. */
  readonly countsAsUnread: boolean;
}

/** When it was said: what is shown. Windows and retention go by `at`. */
export function saidAt({ at, imported }: Pick<Recorded<DomainEvent>, "at" | "imported">): string {
  return imported?.originalAt ?? at;
}

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
