import type { Epoch, Expected } from "./port.ts";

/** Somebody else was first: nothing was written. Read the stream's tail and decide again. */
export class ConcurrencyConflict extends Error {
  override readonly name = "ConcurrencyConflict";
  readonly stream: string;
  readonly expected: Expected;
  readonly actual: Expected;

  constructor(conflict: { stream: string; expected: Expected; actual: Expected }) {
    super(`${conflict.stream} stands at ${conflict.actual}, not at ${conflict.expected}: read its tail, decide again.`);
    this.stream = conflict.stream;
    this.expected = conflict.expected;
    this.actual = conflict.actual;
  }
}

/** The store did not do it in time. Try again later; an append whose outcome is unknown is safe to repeat as it is. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  readonly outcome: "not written" | "unknown";

  constructor(reason: string, options: { outcome: "not written" | "unknown"; cause?: unknown }) {
    const advice =
      options.outcome === "unknown" ? "whether it was written is unknown: repeat it unchanged" : "try again later";
    super(`The event store is unavailable (${reason}); ${advice}.`, { cause: options.cause });
    this.outcome = options.outcome;
  }
}

/** The log is not the one that the reader read before. Start again from the beginning, or restore the right log. */
export class EpochMismatch extends Error {
  override readonly name = "EpochMismatch";
  readonly known: Epoch;
  readonly actual: Epoch;

  constructor(mismatch: { known: Epoch; actual: Epoch; reason: string }) {
    super(`${mismatch.reason}: positions known from before mean nothing here. Read the log from its start.`);
    this.known = mismatch.known;
    this.actual = mismatch.actual;
  }
}

/** An append that no store could keep exactly: the caller's mistake, named. Nothing was written. */
export class EventRefused extends Error {
  override readonly name = "EventRefused";
}

/** An event that is no event any more: somebody wrote to the store's tables. Nobody can read past it. */
export class EventUnreadable extends Error {
  override readonly name = "EventUnreadable";

  constructor(place: { position: bigint; stream: string; revision: number }, options: { cause: unknown }) {
    const { position, stream, revision } = place;
    super(
      `The event at position ${position} (${stream}, revision ${revision}) holds no JSON: it was changed.`,
      options,
    );
  }
}
