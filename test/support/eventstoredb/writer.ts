import { decide, type ExpectedRevision } from "./decide.ts";
import { EventIds } from "./event-ids.ts";
import { recordBytes, type Log, type RecordedEvent } from "./log.ts";
import type { ProposedEvent } from "./proposed-event.ts";

export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
}

export interface AppendSuccess {
  readonly kind: "success";
  readonly revision: bigint | "no_stream";
  /** Missing for a repeat of events that can no longer be read. */
  readonly position?: number;
}

export type AppendResult =
  | AppendSuccess
  | { readonly kind: "wrong"; readonly current: bigint | "no_stream"; readonly expected: ExpectedRevision }
  | { readonly kind: "deleted" }
  | { readonly kind: "stuck" };

/** Decides about appends, one after the other, and writes those that are accepted. */
export class Writer {
  readonly log: Log;
  readonly #eventIds = new EventIds();

  constructor(log: Log) {
    this.log = log;
  }

  append({ stream, expected, events }: Append): AppendResult {
    const intent = { stream, expected, ids: events.map(({ id }) => id) };
    const decision = decide(intent, { log: this.log, eventIds: this.#eventIds });
    switch (decision.kind) {
      case "deleted":
      case "stuck":
        return decision;
      case "wrong":
        return { kind: "wrong", current: orNoStream(decision.current), expected };
      case "repeated":
        return this.#success(stream, decision.lastRevision);
      case "write":
      case "undelete":
        return this.#write({ stream, events, was: decision.kind === "write" ? "live" : "soft-deleted" });
    }
  }

  forgetEventIds(): void {
    this.#eventIds.clear();
  }

  #write({ stream, events, was }: Omit<Append, "expected"> & { was: "live" | "soft-deleted" }): AppendResult {
    const last = BigInt(this.log.stream(stream)?.events.length ?? 0) - 1n;
    // An append of nothing takes a place in the log all the same.
    const hidden = events.length === 0 ? this.log.appendHidden(recordBytes + stream.length) : undefined;
    for (const { id, revision } of this.#record(stream, events)) this.#eventIds.remember(id, { stream, revision });
    // The earlier events stay hidden, and the stream's numbering goes on.
    if (was === "soft-deleted") this.log.truncate(stream, last + 1n);
    if (hidden !== undefined) return { kind: "success", revision: orNoStream(last), position: hidden };
    return this.#success(stream, last + BigInt(events.length));
  }

  #record(stream: string, events: readonly ProposedEvent[]): readonly RecordedEvent[] {
    return events.length === 0 ? [] : this.log.append(stream, events);
  }

  #success(stream: string, revision: bigint): AppendSuccess {
    const state = this.log.stream(stream);
    const event = state?.events[Number(revision)];
    if (state === undefined || event === undefined) throw new Error(`${stream} has no event ${revision}.`);
    if (revision < state.truncateBefore) return { kind: "success", revision };
    return { kind: "success", revision, position: event.position };
  }
}

const orNoStream = (revision: bigint): bigint | "no_stream" => (revision < 0n ? "no_stream" : revision);
