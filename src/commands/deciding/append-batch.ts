import { isDeepStrictEqual } from "node:util";
import { ConcurrencyConflict, StoreUnavailable } from "../../event-store/errors.ts";
import type { EventStore, NewEvent, Position } from "../../event-store/port.ts";

export interface BatchAppend {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** The stream's last revision, -1 before the first. */
  readonly after: number;
  /** `performance.now()` after which it must not be written any more; null: the store's own. */
  readonly until: number | null;
}

const maxRepeats = 5;

/**
 * Appends the events, and again as long as it is unknown whether they are written: their positions, or null when
 * somebody else was first and nothing was written.
 * @throws StoreUnavailable, EventRefused
 */
export async function appendBatch(store: EventStore, append: BatchAppend): Promise<readonly Position[] | null> {
  const { stream, events, after } = append;
  let doubt: StoreUnavailable | null = null;
  for (let repeats = 0; repeats <= maxRepeats; repeats += 1) {
    try {
      const options = { ...deadlineOf(append), ...(!doubt && { isFirstTry: true as const }) };
      const { positions } = await store.append(stream, events, after < 0 ? "none" : after, options);
      if (store.refusesKnownIds && !doubt) return positions;
      return (await isOwn(store, append)) ? positions : null;
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return doubt ? ownPositions(store, append) : null;
      // What became of the first try stays unknown when a later one can't be made.
      if (!(error instanceof StoreUnavailable) || error.outcome !== "unknown") throw doubt ?? error;
      doubt = error;
    }
  }
  throw doubt ?? new Error("No append was tried.");
}

function deadlineOf({ until }: BatchAppend): { deadline?: number } {
  if (until === null) return {};
  const deadline = until - performance.now();
  if (deadline <= 0) throw new StoreUnavailable("its turn did not come in time", { outcome: "not written" });
  return { deadline };
}

/**
 * Events whose ids are all made of keys have the same ids in another process that is asked the same at this moment.
 * Where a store gives both the answer to the append that it took first, which may have said something else, one look
 * at the first event tells whose it was.
 */
async function isOwn(store: EventStore, append: BatchAppend): Promise<boolean> {
  const [first, ...others] = append.events;
  if (!first || [first, ...others].some(({ metadata }) => !("key" in metadata))) return true;
  return (await ownPositions(store, { ...append, events: [first] })) !== null;
}

/**
 * The positions where what stands right after the expected revision is just what was to be appended, else null.
 * @throws StoreUnavailable as unknown: the events may be written.
 */
async function ownPositions(store: EventStore, { stream, events, after }: BatchAppend): Promise<Position[] | null> {
  const options = { from: after + 1, limit: events.length };
  const found = await Array.fromAsync(store.readStream(stream, options)).catch((cause: unknown) => {
    throw new StoreUnavailable("what was written could not be read", { outcome: "unknown", cause });
  });
  const areOwn = events.every((event, index) => isSame(event, found[index]));
  return areOwn ? found.map(({ position }) => position) : null;
}

const isSame = (one: NewEvent, other: NewEvent | undefined): boolean =>
  one.id === other?.id && isDeepStrictEqual(one.data, other.data) && isDeepStrictEqual(one.metadata, other.metadata);
