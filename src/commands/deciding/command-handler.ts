import type { DomainEvent } from "../../domain/decision.ts";
import type { Recorded } from "../../domain/recorded.ts";
import type { Codec } from "../../event-store/codec/codec.ts";
import { ConcurrencyConflict, StoreUnavailable } from "../../event-store/errors.ts";
import type { EventStore, JsonObject, NewEvent, RecordedEvent } from "../../event-store/port.ts";
import type { Command, Decider, Outcome, Written } from "./command.ts";
import { draft, type Drafted, type Known } from "./draft.ts";
import { readDecoded } from "./stream-reader.ts";
import { StreamStates } from "./stream-states.ts";

export interface CommandHandlerOptions<State, Event extends DomainEvent> {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly decider: Decider<State, Event>;
  /** ISO 8601, UTC, milliseconds. */
  readonly clock: () => string;
  readonly maxStreams?: number;
}

interface Waiting<State, Event extends DomainEvent> {
  readonly command: Command<State, Event>;
  readonly resolve: (outcome: Outcome<Event>) => void;
  readonly reject: (error: unknown) => void;
}

const maxBatch = 64;
const maxConflicts = 50;
const maxRepeats = 5;

/**
 * Decides commands and appends what they decide. Those to one stream are decided in turn and appended together; those
 * of other processes are met by the expected revision: read the tail, decide again. What is kept of a stream is enough
 * to write on; before a refusal, or "nothing to do", its tail is read.
 */
export class CommandHandler<State, Event extends DomainEvent> {
  readonly #options: CommandHandlerOptions<State, Event>;
  readonly #states: StreamStates<State, Event>;
  readonly #lanes = new Map<string, Waiting<State, Event>[]>();

  constructor(options: CommandHandlerOptions<State, Event>) {
    this.#options = options;
    this.#states = new StreamStates(options, options.decider, options.maxStreams ?? 10_000);
  }

  /** @throws StoreUnavailable when it could not be written in time; the same command may be handled again. */
  handle(command: Command<State, Event>): Promise<Outcome<Event>> {
    return new Promise((resolve, reject) => {
      const lane = this.#lanes.get(command.stream);
      if (lane) lane.push({ command, resolve, reject });
      else {
        this.#lanes.set(command.stream, [{ command, resolve, reject }]);
        void this.#drain(command.stream);
      }
    });
  }

  /** A stream's state, its tail read just now. */
  async current(stream: string): Promise<Known<State>> {
    return this.#states.refresh(stream);
  }

  /** A stream's state as it is kept here, which may be behind the log; read where it is not kept. */
  async known(stream: string): Promise<Known<State>> {
    return this.#states.kept(stream) ?? this.#states.refresh(stream);
  }

  /** Keeps states fresh from the process's own reading of the log: decoded events, in order. */
  absorb(event: RecordedEvent): void {
    this.#states.absorb(event);
  }

  async #drain(stream: string): Promise<void> {
    await Promise.resolve(); // so that commands given in one go share a batch
    for (let lane = this.#lanes.get(stream); lane && lane.length > 0; lane = this.#lanes.get(stream)) {
      const batch = lane.splice(0, maxBatch);
      try {
        await this.#handleBatch(stream, batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#lanes.delete(stream);
  }

  async #handleBatch(stream: string, batch: readonly Waiting<State, Event>[]): Promise<void> {
    const kept = this.#states.kept(stream);
    let isFresh = kept === null;
    let known = kept ?? (await this.#states.refresh(stream));
    for (let conflicts = 0; conflicts <= maxConflicts;) {
      const { drafts, after } = this.#decide(known, batch);
      if (!isFresh && drafts.some(isUnwritten)) {
        known = await this.#states.refresh(stream);
        isFresh = true;
        continue;
      }
      const events = drafts.flatMap((each) => (each.kind === "events" ? each.events : []));
      const written = events.length === 0 ? [] : await this.#write(stream, known, events);
      if (written) {
        if (events.length > 0) this.#states.keep(stream, after);
        return this.#answer(stream, batch, drafts, written);
      }
      conflicts += 1;
      known = this.#states.kept(stream) ?? known;
      isFresh = true;
    }
    throw new StoreUnavailable(`${stream} is written by too many at once`, { outcome: "not written" });
  }

  #decide(
    known: Known<State>,
    batch: readonly Waiting<State, Event>[],
  ): { drafts: Drafted<Event>[]; after: Known<State> } {
    const now = this.#options.clock();
    let after = known;
    const drafts = batch.map(({ command }) => {
      const next = draft(this.#options.decider, after, command, now);
      after = next.known;
      return next.drafted;
    });
    return { drafts, after };
  }

  /** Null when somebody else was first; the states then know their events. */
  async #write(
    stream: string,
    known: Known<State>,
    events: readonly Recorded<Event>[],
  ): Promise<readonly Written<Event>[] | null> {
    const encoded = await this.#options.codec.encode(stream, events.map(toNewEvent));
    for (let repeats = 0; ; repeats += 1) {
      try {
        const expected = known.revision < 0 ? "none" : known.revision;
        const { positions } = await this.#options.store.append(stream, encoded, expected);
        return events.map((event, index) => ({ ...event, position: positions[index] ?? 0n }));
      } catch (error) {
        if (error instanceof ConcurrencyConflict) {
          await this.#states.refresh(stream);
          return repeats === 0 ? null : this.#ownIn(stream, known, events);
        }
        const isUnknown = error instanceof StoreUnavailable && error.outcome === "unknown";
        if (!isUnknown || repeats === maxRepeats) throw error;
      }
    }
  }

  /** After an unknown outcome the conflict may be with ourselves: then the first try wrote these very events. */
  async #ownIn(
    stream: string,
    known: Known<State>,
    events: readonly Recorded<Event>[],
  ): Promise<readonly Written<Event>[] | null> {
    const wanted = new Set(events.map(({ id }) => id));
    const found: Written<Event>[] = [];
    for await (const page of readDecoded<Event>(this.#options, stream, known.revision + 1)) {
      found.push(...page.filter(({ id }) => wanted.has(id)));
    }
    return found.length === events.length ? found : null;
  }

  async #answer(
    stream: string,
    batch: readonly Waiting<State, Event>[],
    drafts: readonly Drafted<Event>[],
    written: readonly Written<Event>[],
  ): Promise<void> {
    const byId = new Map(written.map((event) => [event.id, event]));
    for (const [index, { command, resolve }] of batch.entries()) {
      const drafted = drafts[index];
      if (drafted?.kind === "events") {
        const events = drafted.events.flatMap(({ id }) => byId.get(id) ?? []);
        resolve({ kind: "done", events, isReplay: false });
      } else if (drafted?.kind === "replay") {
        resolve({ kind: "done", events: await this.#earlier(stream, command, drafted.revision), isReplay: true });
      } else if (drafted) resolve(drafted);
    }
  }

  /** The events of the command that used the key first: they stand side by side. */
  async #earlier(stream: string, { actor, key }: Command<State, Event>, from: number): Promise<Written<Event>[]> {
    const found: Written<Event>[] = [];
    for await (const page of readDecoded<Event>(this.#options, stream, from)) {
      for (const event of page) {
        if (event.actor !== actor || event.key?.name !== key?.name) return found;
        found.push(event);
      }
    }
    return found;
  }
}

/** Whether the answer rests on the state alone, and so on its being fresh. */
function isUnwritten<Event extends DomainEvent>(drafted: Drafted<Event>): boolean {
  return drafted.kind === "refused" || (drafted.kind === "events" && drafted.events.length === 0);
}

function toNewEvent<Event extends DomainEvent>({ id, type, data, at, actor, key }: Recorded<Event>): NewEvent {
  return { id, type, data: data as JsonObject, metadata: { at, actor, ...(key ? { key: { ...key } } : {}) } };
}
