import type { DomainEvent, Refusal } from "../../domain/decision.ts";
import { findKeyed } from "../../domain/keyed-events.ts";
import type { Recorded } from "../../domain/recorded.ts";
import { notBefore } from "../../domain/time.ts";
import type { Command, Decider } from "./command.ts";
import { keyedEventId, newEventId } from "./event-id.ts";

/** A stream's state after its events up to a revision; -1 before the first. */
export interface Known<State> {
  readonly state: State;
  readonly revision: number;
}

/** What becomes of one command of a batch once the batch is written. */
export type Drafted<Event extends DomainEvent> =
  | { readonly kind: "events"; readonly events: readonly Recorded<Event>[] }
  | { readonly kind: "replay"; readonly revision: number }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface Draft<State, Event extends DomainEvent> {
  readonly known: Known<State>;
  readonly drafted: Drafted<Event>;
}

/** Decides one command on what is known, and says what will be known when its events are written. */
export function draft<State, Event extends DomainEvent>(
  decider: Decider<State, Event>,
  known: Known<State>,
  command: Command<State, Event>,
  now: string,
): Draft<State, Event> {
  const replay = replayOf<State, Event>(decider, known, command);
  if (replay) return { known, drafted: replay };
  const at = notBefore(decider.lastAt(known.state), now);
  const decision = command.decide(known.state, { at });
  if (decision.kind === "refused") return { known, drafted: decision };
  const events = decision.events.map((event, index): Recorded<Event> => {
    const { stream, actor, key } = command;
    const id = key ? keyedEventId({ stream, actor, key: key.name, index }) : newEventId();
    return { ...event, id, revision: known.revision + 1 + index, at, actor, ...(key ? { key } : {}) };
  });
  const state = events.reduce((before, event) => decider.evolve(before, event), known.state);
  return { known: { state, revision: known.revision + events.length }, drafted: { kind: "events", events } };
}

function replayOf<State, Event extends DomainEvent>(
  decider: Decider<State, Event>,
  { state }: Known<State>,
  { stream, actor, key }: Command<State, Event>,
): Drafted<Event> | null {
  if (!key) return null;
  const earlier = findKeyed(decider.keyedEvents(state), keyedEventId({ stream, actor, key: key.name, index: 0 }));
  if (!earlier) return null;
  if (earlier.body === key.body) return { kind: "replay", revision: earlier.revision };
  return { kind: "refused", refusal: { code: "conflict", detail: "This key was used for something else here." } };
}
