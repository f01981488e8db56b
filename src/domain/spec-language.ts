import type { Decision, DomainEvent, RefusalCode } from "./decision.ts";
import { userId } from "./ids.ts";
import type { Recorded } from "./recorded.ts";

/** The language of the specs: given what happened, when something is asked for, then this happens or that is refused. */
export interface Decider<State, Event extends DomainEvent> {
  readonly initialState: State;
  readonly evolve: (state: State, event: Recorded<Event>) => State;
}

/** Something of the past, told without its sequence: the state it follows gives that. */
export type Told<State, Event> = (state: State) => Event;

export interface Outcome<State, Event> {
  /** Just these events, in this order: as they are, or told like the past. */
  thenHappened(...events: readonly (Event | Told<State, Event>)[]): void;
  thenNothing(): void;
  /** @param saying part of the sentence */
  thenRefused(code: RefusalCode, saying?: string): void;
}

export function givenFor<State, Event extends DomainEvent>(decider: Decider<State, Event>) {
  return (...past: readonly Told<State, Event>[]) => ({
    when: (ask: (state: State) => Decision<Event>): Outcome<State, Event> =>
      outcomeOf(ask(stateAfter(decider, past)), (events) => toldAfter(decider, past, events)),
  });
}

/** The state after these events, recorded a second apart. */
export function stateAfter<State, Event extends DomainEvent>(
  { initialState, evolve }: Decider<State, Event>,
  past: readonly Told<State, Event>[],
): State {
  return past.reduce((state, told, revision) => evolve(state, recorded(told(state), revision)), initialState);
}

/** What is told after the past, each event after the one before. */
function toldAfter<State, Event extends DomainEvent>(
  decider: Decider<State, Event>,
  past: readonly Told<State, Event>[],
  events: readonly (Event | Told<State, Event>)[],
): readonly Event[] {
  const told = events.map((event) => (typeof event === "function" ? event : () => event));
  return told.map((tell, index) => tell(stateAfter(decider, [...past, ...told.slice(0, index)])));
}

export function recorded<Event extends DomainEvent>(event: Event, revision: number): Recorded<Event> {
  const at = new Date(Date.UTC(2026, 10, 30, 12) + revision * 1000).toISOString();
  return { ...event, id: `event-${revision}`, revision, at, actor: userId("somebody") };
}

function outcomeOf<State, Event extends DomainEvent>(
  decision: Decision<Event>,
  tell: (events: readonly (Event | Told<State, Event>)[]) => readonly Event[],
): Outcome<State, Event> {
  const expectDecision = (expected: unknown): void => {
    if (asText(decision) !== asText(expected)) throw new NotAsExpected(decision, expected);
  };
  return {
    thenHappened: (...events) => expectDecision({ kind: "happened", events: tell(events) }),
    thenNothing: () => expectDecision({ kind: "happened", events: [] }),
    thenRefused: (code, saying = "") => {
      const detail =
        decision.kind === "refused" && decision.refusal.detail.includes(saying) ? decision.refusal.detail : saying;
      expectDecision({ kind: "refused", refusal: { code, detail } });
    },
  };
}

/** Carries both sides, of which the runner shows the difference. */
class NotAsExpected extends Error {
  override readonly name = "NotAsExpected";
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(actual: unknown, expected: unknown) {
    super(`Expected ${asText(expected)}, decided ${asText(actual)}`);
    this.actual = actual;
    this.expected = expected;
  }
}

/** With the fields in one order. */
function asText(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    typeof field === "object" && field && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );
}
