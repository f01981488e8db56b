import type { DomainEvent, Refusal } from "../../domain/decision.ts";
import { findKeyed } from "../../domain/keyed-events.ts";
import type { IdempotencyKey, Recorded } from "../../domain/recorded.ts";
import type { Command, Decider } from "./command.ts";
import { keyedEventId, newEventId } from "./event-id.ts";
import type { Identity } from "./identity.ts";

/** A stream's state after its events up to a revision; -1 before the first. */
export interface Known<State> {
  readonly state: State;
  readonly revision: number;
}

/** What becomes of one command of a batch once the batch is written. */
export type Drafted<Event extends DomainEvent> =
  | { readonly kind: "events"; readonly events: readonly Recorded<Event>[] }
  | { readonly kind: "replay"; readonly revision: number }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "failed"; readonly error: unknown };

export interface Draft<State, Event extends DomainEvent> {
  readonly known: Known<State>;
  readonly drafted: Drafted<Event>;
}

export interface DraftContext<State, Event extends DomainEvent> {
  readonly decider: Decider<State, Event>;
  /** Of the events to come. */
  readonly at: string;
  /** Null without a key. */
  readonly identity: Identity | null;
}

export const usedOtherwise: Refusal = { code: "conflict", detail: "This key was used for something else here." };

/** Whoever was erased leaves no words: what is written needs a key that is no more. */
export const refusalOfErased = {
  kind: "refused",
  refusal: { code: "forbidden", detail: "Nothing can be written any more with a key that was destroyed." },
} as const;

/**
 * Decides one command on what is known, and says what will be known when its events are written. One that throws has
 * failed alone: nothing of it is known.
 */
export function draft<State, Event extends DomainEvent>(
  known: Known<State>,
  command: Command<State, Event>,
  context: DraftContext<State, Event>,
): Draft<State, Event> {
  const replay = replayOf(known, context);
  if (replay) return { known, drafted: replay };
  try {
    return decided(known, command, context);
  } catch (error) {
    return { known, drafted: { kind: "failed", error } };
  }
}

function decided<State, Event extends DomainEvent>(
  known: Known<State>,
  command: Command<State, Event>,
  { decider, at, identity }: DraftContext<State, Event>,
): Draft<State, Event> {
  const decision = command.decide(known.state, { at });
  if (decision.kind === "refused") return { known, drafted: decision };
  if (decision.events.length > 0 && identity?.mac === null) return { known, drafted: refusalOfErased };
  const key = keyOf(command, identity);
  const events = decision.events.map((event, index) => {
    const { actor, imported } = command;
    const revision = known.revision + 1 + index;
    const id = index === 0 && identity ? identity.eventId : eventIdOf(command, index);
    return { ...event, id, revision, at, actor, ...(key && { key }), ...(imported && { imported }) };
  });
  const state = events.reduce((before, event) => decider.evolve(before, event), known.state);
  return { known: { state, revision: known.revision + events.length }, drafted: { kind: "events", events } };
}

function keyOf<State, Event extends DomainEvent>(
  { key }: Command<State, Event>,
  identity: Identity | null,
): IdempotencyKey | null {
  return key && identity?.mac ? { name: key.name, body: identity.mac } : null;
}

function eventIdOf<State, Event extends DomainEvent>(
  { stream, actor, key }: Command<State, Event>,
  index: number,
): string {
  return key ? keyedEventId({ stream, actor, key: key.name, index }) : newEventId();
}

function replayOf<State, Event extends DomainEvent>(
  { state }: Known<State>,
  { decider, identity }: DraftContext<State, Event>,
): Drafted<Event> | null {
  const earlier = identity && (findKeyed(decider.keyedEvents(state), identity.eventId) ?? identity.older);
  if (!earlier) return null;
  if (identity.isSame(earlier.body)) return { kind: "replay", revision: earlier.revision };
  return { kind: "refused", refusal: usedOtherwise };
}
