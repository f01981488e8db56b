import type { EventStore, Position, RecordedEvent } from "../event-store/port.ts";
import { differingField, type KeptField } from "./same-event.ts";

export interface CompareOptions {
  readonly from: EventStore;
  readonly to: EventStore;
  readonly onProgress: (progress: {
    readonly events: number;
    readonly position: Position;
    readonly head: Position;
  }) => void;
}

export interface Comparison {
  /** How many are the same, from the start on. */
  readonly events: number;
  /** Null where there is none. */
  readonly difference: Difference | null;
}

/** The first event that is not the same; null where a log has ended. */
export interface Difference {
  /** `missing`: one of the logs ends there. */
  readonly in: KeptField | "missing";
  readonly from: RecordedEvent | null;
  readonly to: RecordedEvent | null;
}

/** Compares two logs event by event: order, stream, revision, id, type, data and metadata. @throws StoreUnavailable */
export async function compareLogs({ from, to, onProgress }: CompareOptions): Promise<Comparison> {
  const head = await from.head();
  const other = to.readAll({ after: 0n })[Symbol.asyncIterator]();
  let events = 0;
  try {
    for await (const event of from.readAll({ after: 0n })) {
      const next = await other.next();
      if (next.done) return { events, difference: { in: "missing", from: event, to: null } };
      const field = differingField(event, next.value);
      if (field !== null) return { events, difference: { in: field, from: event, to: next.value } };
      events += 1;
      onProgress({ events, position: event.position, head });
    }
    const next = await other.next();
    return { events, difference: next.done ? null : { in: "missing", from: null, to: next.value } };
  } finally {
    await other.return?.();
  }
}
