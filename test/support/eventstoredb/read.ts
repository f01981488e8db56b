import type { GrpcCall } from "./call.ts";
import { isSoftDeleted } from "./decide.ts";
import { firstReadable, type Log, type RecordedEvent } from "./log.ts";
import {
  eventMessage,
  firstStreamPositionMessage,
  lastStreamPositionMessage,
  streamNotFoundMessage,
} from "./read-messages.ts";
import type { AllTarget, Direction, FromPosition, ReadRequest, StreamTarget } from "./read-request.ts";
import { CallFailed, handlerThrew, streamDeleted, unexpectedResult } from "./status.ts";

type CountedRead<Target> = Omit<ReadRequest, "target" | "amount"> & { readonly target: Target; readonly count: number };
type Output = { readonly call: GrpcCall; readonly log: Log };

export async function readStream(read: CountedRead<StreamTarget>, { call, log }: Output): Promise<void> {
  const { stream, from } = read.target;
  const state = log.stream(stream);
  if (state?.tombstoned) throw new CallFailed(streamDeleted(stream));
  const isEmptyRead = read.count === 0 || (from === "end" && read.direction === "forwards");
  if (isEmptyRead) throw new CallFailed(unexpectedResult("ReadStreamResult"));
  if (state === undefined || state.events.length === 0 || isSoftDeleted(state)) {
    call.send(streamNotFoundMessage(stream));
    return call.end();
  }
  const readable = { events: state.events, from: indexOf(from), first: firstReadable(stream, state) };
  const next = BigInt(state.events.length);
  const isBeyond = read.direction === "forwards" && typeof from === "bigint" && from > next;
  if (read.tellsLastPosition && isBeyond) call.send(firstStreamPositionMessage(next));
  await sendEvents(inOrder(read.direction, readable), { call, read });
  if (read.tellsLastPosition) call.send(lastStreamPositionMessage(next - 1n));
  call.end();
}

/** Forwards a position is inclusive, backwards it is exclusive. */
export async function readAll(read: CountedRead<AllTarget>, { call, log }: Output): Promise<void> {
  const { from, filter } = read.target;
  requireKnown(read, log);
  // The server never answers this one.
  if (read.count === 0) return;
  const index = typeof from === "object" ? log.indexAt(from.commit) : indexOf(from);
  const first = read.direction === "forwards" ? index : lastBefore(from, log);
  const events = inOrder(read.direction, { events: log.events, from: first, first: 0 });
  await sendEvents(filter === undefined ? events : matching(events, filter), { call, read });
  call.end();
}

function indexOf(from: "start" | "end" | bigint): number {
  if (from === "start") return 0;
  return from === "end" ? Infinity : Number(from);
}

/** A prepare position before the commit position leaves the event just before them out. */
function lastBefore(from: FromPosition, log: Log): number {
  if (typeof from !== "object") return from === "end" ? log.events.length - 1 : -1;
  const last = log.indexAt(from.commit) - 1;
  return from.prepare < from.commit && log.events[last]?.end === from.commit ? last - 1 : last;
}

function requireKnown({ target: { from }, direction }: CountedRead<AllTarget>, log: Log): void {
  if (typeof from !== "object") return;
  if (from.prepare > from.commit) throw new CallFailed(handlerThrew);
  const isKnown = direction === "forwards" ? log.mayBeginAt(from.commit) : log.mayEndAt(from.commit);
  if (!isKnown) throw new CallFailed(unexpectedResult("ReadAllResult"));
}

async function sendEvents(
  events: Iterable<RecordedEvent>,
  { call, read }: { call: GrpcCall; read: CountedRead<unknown> },
): Promise<void> {
  let left = read.count;
  for (const event of events) {
    if (left-- === 0 || call.closed) return;
    call.send(eventMessage(event, read.uuidForm));
    if (call.roomBytes <= 0) await call.room();
  }
}

interface Readable {
  readonly events: readonly RecordedEvent[];
  readonly from: number;
  readonly first: number;
}

/** Ends where the events end now, however many are appended while it runs. */
function* inOrder(direction: Direction, { events, from, first }: Readable): Iterable<RecordedEvent> {
  const end = events.length;
  const step = direction === "forwards" ? 1 : -1;
  const start = direction === "forwards" ? Math.max(from, first) : Math.min(from, end - 1);
  for (let index = start; index >= first && index < end; index += step) {
    const event = events[index];
    if (event !== undefined) yield event;
  }
}

function* matching(
  events: Iterable<RecordedEvent>,
  { matches }: { matches: (event: RecordedEvent) => boolean },
): Iterable<RecordedEvent> {
  for (const event of events) if (matches(event)) yield event;
}
