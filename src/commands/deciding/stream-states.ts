import { LRUCache } from "lru-cache";
import type { DomainEvent } from "../../domain/decision.ts";
import type { Codec } from "../../event-store/codec/codec.ts";
import type { EventStore, RecordedEvent } from "../../event-store/port.ts";
import type { Decider, Written } from "./command.ts";
import type { Known } from "./draft.ts";
import { readDecoded, written } from "./stream-reader.ts";

/** States of streams, made from their events and kept for the next command. What is kept may be behind the log. */
export class StreamStates<State, Event extends DomainEvent> {
  readonly #log: { readonly store: EventStore; readonly codec: Codec };
  readonly #decider: Decider<State, Event>;
  readonly #known: LRUCache<string, Known<State>>;

  constructor(log: { store: EventStore; codec: Codec }, decider: Decider<State, Event>, maxStreams: number) {
    this.#log = log;
    this.#decider = decider;
    this.#known = new LRUCache({ max: maxStreams });
  }

  kept(stream: string): Known<State> | null {
    return this.#known.get(stream) ?? null;
  }

  keep(stream: string, known: Known<State>): void {
    const kept = this.#known.get(stream);
    if (!kept || kept.revision <= known.revision) this.#known.set(stream, known);
  }

  /** Reads what the log has beyond what is kept. */
  async refresh(stream: string): Promise<Known<State>> {
    let known = this.#known.get(stream) ?? { state: this.#decider.initialState, revision: -1 };
    for await (const page of readDecoded<Event>(this.#log, stream, known.revision + 1)) {
      for (const event of page) known = this.#evolved(known, event);
    }
    this.keep(stream, known);
    return known;
  }

  /** Keeps what is kept up to date from the process's own reading of the log; decoded events, in order. */
  absorb(event: RecordedEvent): void {
    const kept = this.#known.get(event.stream);
    if (kept?.revision === event.revision - 1) this.keep(event.stream, this.#evolved(kept, written<Event>(event)));
  }

  #evolved(known: Known<State>, event: Written<Event>): Known<State> {
    return { state: this.#decider.evolve(known.state, event), revision: event.revision };
  }
}
