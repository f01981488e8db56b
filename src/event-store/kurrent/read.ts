import { BACKWARDS, END, FORWARDS, START, type EventStoreDBClient, type StreamingRead } from "@eventstore/db-client";
import type { Page, PageRequest } from "../paging.ts";
import type { JsonObject, Position, ReadStreamOptions, RecordedEvent } from "../port.ts";
import { filteredReads } from "./filtered-reads.ts";
import { readFailure, typeOf } from "./failures.ts";

/** A page ends early when its events come to this, so that a page of large ones cannot fill the memory. */
const maxPageBytes = 4_194_304;

/** The client's event, as far as it is ours. */
interface ResolvedEvent {
  readonly commitPosition?: bigint;
  readonly event?: {
    readonly streamId: string;
    readonly revision: bigint;
    readonly id: string;
    readonly type: string;
    readonly data: unknown;
    readonly metadata: unknown;
    readonly position?: { readonly commit: bigint };
  };
}

/**
 * A stretch of `$all` with our streams only. Reads begin *at* a position: one more is asked for, and that one dropped.
 * Fewer than asked for means that the log was examined to its end, at least to where its head was before the read.
 */
export async function readPage(client: EventStoreDBClient, prefix: string, request: PageRequest): Promise<Page> {
  const { after, size, prefixes = [""] } = request;
  const fromPosition = after === 0n ? START : { commit: after, prepare: after };
  const reader = filteredReads(
    client,
    prefixes.map((wanted) => prefix + wanted),
  );
  const events: RecordedEvent[] = [];
  let position = after;
  let found = 0;
  let bytes = 0;
  try {
    const head = await readEnd(client);
    for await (const resolved of read(reader.readAll({ direction: FORWARDS, fromPosition, maxCount: size + 1 }))) {
      found += 1;
      if (positionOf(resolved) === after) continue;
      position = positionOf(resolved);
      const event = recorded(resolved, prefix);
      if (!event) continue;
      events.push(event);
      bytes += JSON.stringify(event.data).length;
      if (bytes > maxPageBytes) return { kind: "progress", events, position, caughtUp: false };
    }
    const caughtUp = found <= size;
    return { kind: "progress", events, position: caughtUp && head > position ? head : position, caughtUp };
  } catch (error) {
    throw readFailure(error);
  }
}

/** The position of the last event of all, ours or not; 0 before the first. */
async function readEnd(client: EventStoreDBClient): Promise<Position> {
  for await (const last of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
    return positionOf(last);
  return 0n;
}

export async function* readStream(
  client: EventStoreDBClient,
  prefix: string,
  { stream, direction, from, limit = Number.MAX_SAFE_INTEGER }: ReadStreamOptions & { stream: string },
): AsyncGenerator<RecordedEvent> {
  if (limit === 0) return; // the server refuses to read none
  const isForwards = direction !== "backwards";
  const farEnd = isForwards ? START : END;
  const fromRevision = from === undefined ? farEnd : BigInt(from);
  const options = { direction: isForwards ? FORWARDS : BACKWARDS, fromRevision, maxCount: limit } as const;
  try {
    for await (const resolved of read(client.readStream(prefix + stream, options))) {
      const event = recorded(resolved, prefix);
      if (event) yield event;
    }
  } catch (error) {
    if (typeOf(error) !== "stream-not-found") throw readFailure(error);
  }
}

/**
 * The event at just this position; a position of no event is an error to the server, and none to us. A server that starts
 * or stops has the same error for whatever is asked: only one that answers in between is believed.
 */
export async function readAt(
  client: EventStoreDBClient,
  prefix: string,
  position: Position,
): Promise<RecordedEvent | null> {
  try {
    const found = await lookedUp(client, prefix, position);
    if (found !== "unknown") return found;
    await readEnd(client);
    const again = await lookedUp(client, prefix, position);
    return again === "unknown" ? null : again;
  } catch (error) {
    throw readFailure(error);
  }
}

async function lookedUp(
  client: EventStoreDBClient,
  prefix: string,
  position: Position,
): Promise<RecordedEvent | null | "unknown"> {
  const fromPosition = { commit: position, prepare: position };
  try {
    for await (const resolved of client.readAll({ direction: FORWARDS, fromPosition, maxCount: 1 })) {
      if (positionOf(resolved) === position) return recorded(resolved, prefix);
    }
    return null;
  } catch (error) {
    if (typeOf(error) === "unknown") return "unknown";
    throw error;
  }
}

/** Reads that are under way at once. */
const readsAtOnce = 32;

/** The server has no call for many places: some at a time, each by itself. */
export async function readAllAt(
  client: EventStoreDBClient,
  prefix: string,
  positions: readonly Position[],
): Promise<readonly RecordedEvent[]> {
  const sorted = [...new Set(positions)].toSorted((one, other) => (one < other ? -1 : 1));
  const found: RecordedEvent[] = [];
  for (let from = 0; from < sorted.length; from += readsAtOnce) {
    const some = sorted.slice(from, from + readsAtOnce).map((position) => readAt(client, prefix, position));
    for (const event of await Promise.all(some)) if (event) found.push(event);
  }
  return found;
}

/** Backwards from the end, to the first event that is ours and no bookkeeping. */
export async function readHead(client: EventStoreDBClient, prefix: string): Promise<Position> {
  try {
    const reader = filteredReads(client, [prefix]);
    for await (const resolved of read(reader.readAll({ direction: BACKWARDS, fromPosition: END }))) {
      const event = recorded(resolved, prefix);
      if (event) return event.position;
    }
    return 0n;
  } catch (error) {
    throw readFailure(error);
  }
}

/** The server is told when a reader stops early; by itself the client leaves the call open. */
async function* read<T>(stream: StreamingRead<T>): AsyncGenerator<T> {
  try {
    yield* stream;
  } finally {
    await stream.cancel();
  }
}

function positionOf({ event, commitPosition }: ResolvedEvent): Position {
  return event?.position?.commit ?? commitPosition ?? 0n;
}

/** Null for other deployments' events, the server's own (`$…`), and our bookkeeping (the same, after our prefix). */
function recorded(resolved: ResolvedEvent, prefix: string): RecordedEvent | null {
  const { event } = resolved;
  if (!event?.streamId.startsWith(prefix) || event.streamId.startsWith("$", prefix.length)) return null;
  return {
    kind: "event",
    position: positionOf(resolved),
    stream: event.streamId.slice(prefix.length),
    revision: Number(event.revision),
    id: event.id,
    type: event.type,
    data: event.data as JsonObject,
    metadata: event.metadata as JsonObject,
  };
}
