import { BACKWARDS, END, FORWARDS, START, type EventStoreDBClient } from "@eventstore/db-client";
import type { Page, PageRequest } from "../paging.ts";
import type { JsonObject, Position, ReadStreamOptions, RecordedEvent } from "../port.ts";
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
 * A stretch of `$all` with our streams only. It is read, not subscribed to: a subscription's checkpoints stop short of
 * the head, while the last event read says exactly how far the log was examined. The client's reads know no filter, so
 * the filtering is done here. Reads begin *at* a position: one more is asked for, and that one dropped.
 */
export async function readPage(client: EventStoreDBClient, prefix: string, request: PageRequest): Promise<Page> {
  const { after, size, prefixes = [""] } = request;
  const fromPosition = after === 0n ? START : { commit: after, prepare: after };
  const events: RecordedEvent[] = [];
  let position = after;
  let examined = 0;
  let bytes = 0;
  const asked = size + 1;
  try {
    for await (const resolved of client.readAll({ direction: FORWARDS, fromPosition, maxCount: asked })) {
      examined += 1;
      const at = positionOf(resolved);
      if (at === after) continue;
      position = at;
      const event = recorded(resolved, prefix);
      if (!event || !prefixes.some((wanted) => event.stream.startsWith(wanted))) continue;
      events.push(event);
      bytes += JSON.stringify(event.data).length;
      if (bytes > maxPageBytes) return { kind: "progress", events, position, caughtUp: false };
    }
  } catch (error) {
    throw readFailure(error);
  }
  return { kind: "progress", events, position, caughtUp: examined < asked };
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
    for await (const resolved of client.readStream(prefix + stream, options)) {
      const event = recorded(resolved, prefix);
      if (event) yield event;
    }
  } catch (error) {
    if (typeOf(error) !== "stream-not-found") throw readFailure(error);
  }
}

/** The event at just this position; a position of no event is an error to the server, and none to us. */
export async function readAt(
  client: EventStoreDBClient,
  prefix: string,
  position: Position,
): Promise<RecordedEvent | null> {
  const fromPosition = { commit: position, prepare: position };
  try {
    for await (const resolved of client.readAll({ direction: FORWARDS, fromPosition, maxCount: 1 })) {
      if (positionOf(resolved) === position) return recorded(resolved, prefix);
    }
    return null;
  } catch (error) {
    if (typeOf(error) === "unknown") return null;
    throw readFailure(error);
  }
}

/** Backwards from the end, to the first event of ours. */
export async function readHead(client: EventStoreDBClient, prefix: string): Promise<Position> {
  try {
    for await (const resolved of client.readAll({ direction: BACKWARDS, fromPosition: END })) {
      const event = recorded(resolved, prefix);
      if (event) return event.position;
    }
    return 0n;
  } catch (error) {
    throw readFailure(error);
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
