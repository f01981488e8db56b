import type { DomainEvent } from "../../domain/decision.ts";
import { notBefore } from "../../domain/time.ts";
import type { Command, Decider } from "./command.ts";
import { draft, type Drafted, type Known } from "./draft.ts";
import { identify, type IdentitySources } from "./identity.ts";

export interface DecideOptions<State, Event extends DomainEvent> extends IdentitySources {
  readonly decider: Decider<State, Event>;
  /** ISO 8601, UTC, milliseconds. */
  readonly clock: () => string;
}

export interface DecidedBatch<State, Event extends DomainEvent> {
  /** One for each command, in their order. */
  readonly drafts: readonly Drafted<Event>[];
  /** What will be known when all of it is written. */
  readonly after: Known<State>;
}

/** Decides commands to one stream in turn, each on what the one before it leaves. All their events have one `at`. */
export async function decideBatch<State, Event extends DomainEvent>(
  known: Known<State>,
  { stream, commands }: { stream: string; commands: readonly Command<State, Event>[] },
  options: DecideOptions<State, Event>,
): Promise<DecidedBatch<State, Event>> {
  const { decider, clock } = options;
  const at = notBefore(decider.lastAt(known.state), clock());
  const keyedEvents = decider.keyedEvents(known.state);
  const identities = await identify(commands, { stream, keyedEvents, at }, options);
  let after = known;
  const drafts = commands.map((command, index) => {
    const next = draft(after, command, { decider, at, identity: identities[index] ?? null });
    after = next.known;
    return next.drafted;
  });
  return { drafts, after };
}

/** Whether the answer rests on the state alone, and so on its being fresh. */
export function restsOnState<Event extends DomainEvent>(drafted: Drafted<Event>): boolean {
  return drafted.kind === "events" ? drafted.events.length === 0 : drafted.kind !== "replay";
}
