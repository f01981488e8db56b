import type { Decision, DomainEvent, Refusal } from "../../domain/decision.ts";
import type { UserId } from "../../domain/ids.ts";
import type { KeyedEvents } from "../../domain/keyed-events.ts";
import type { Imported, Recorded } from "../../domain/recorded.ts";
import type { Written } from "../../events/logged.ts";

/** How a kind of stream is decided on: pure, from the domain. */
export interface Decider<State, Event extends DomainEvent> {
  readonly initialState: State;
  evolve(state: State, event: Recorded<Event>): State;
  /** The stream's last `at`, null before its first event. */
  lastAt(state: State): string | null;
  keyedEvents(state: State): KeyedEvents;
  /** What it takes of memory, in bytes, roughly. */
  sizeOf(state: State): number;
}

/** What comes from outside of the state: time, never before the stream's last. */
export interface Context {
  readonly at: string;
}

/** As a client names its request, so that its repetition has no second effect. */
export interface RequestKey {
  readonly name: string;
  /** The request's body as text. It is not stored: events keep a MAC of it. */
  readonly body: string;
}

export interface Command<State, Event extends DomainEvent> {
  readonly stream: string;
  readonly actor: UserId;
  readonly key?: RequestKey;
  /** The same for everything that one request causes. */
  readonly correlationId?: string;
  readonly imported?: Imported;
  /** Milliseconds from now on after which it must not be written any more. */
  readonly deadline?: number;
  decide(state: State, context: Context): Decision<Event>;
}

export type Outcome<Event extends DomainEvent> =
  | {
      readonly kind: "done";
      /** Empty where there was nothing to do. */
      readonly events: readonly Written<Event>[];
      /** Whether an earlier command with the same key did it. */
      readonly isReplay: boolean;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal };
