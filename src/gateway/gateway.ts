import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { Codec } from "../event-store/codec/codec.ts";
import type { Epoch, EventStore, Position, RecordedEvent } from "../event-store/port.ts";
import type { UserId } from "../domain/ids.ts";
import { reasonOf } from "../platform/start-refused.ts";
import type { Memberships } from "../projections/timeline/v1/memberships.ts";
import type { Since, SinceRequest } from "../wire/since.ts";
import { Audiences } from "./audiences.ts";
import { CatchUp, type CatchUpParts } from "./catch-up.ts";
import type { StreamConnection } from "./connection.ts";
import { newCounters, type Counters } from "./counters.ts";
import { Ephemeral } from "./ephemeral.ts";
import { FanOut } from "./fan-out.ts";
import { goingOnFrom } from "./going-on.ts";
import { Heart } from "./heart.ts";
import { JoinedFrames } from "./joined-frames.ts";
import { afterAllOf } from "./place.ts";
import { Renderer, type Sources } from "./renderer.ts";
import { Ring, ringLimits } from "./ring.ts";
import { since } from "./since.ts";
import { Stream, type StreamParts } from "./stream.ts";
import { Tail, type TailPage } from "./tail.ts";
import { toldByEvent, toldStreams, type Entry } from "./telling.ts";
import type { ReadModelPositions, Timeline } from "./timeline.ts";
import { Queue } from "../platform/queue.ts";
import { Together } from "../platform/together.ts";
import type { OpenStream } from "./open-stream.ts";

export interface GatewayOptions extends Sources {
  readonly store: EventStore;
  readonly codec: Pick<Codec, "decode">;
  readonly timeline: Timeline;
  /** How far `timeline` and `lines` are. */
  readonly readModels: ReadModelPositions;
  /** Told of every event of conversations, inboxes and people, in order, before any client is. */
  readonly onEvent: (event: RecordedEvent) => void;
  /** Told of the events that were just written to somebody who is connected. It must be quick, and must not fail. */
  readonly onTold?: (events: readonly RecordedEvent[]) => void;
  /** Told, a sentence each, of what is waited out or left out. */
  readonly report: (sentence: string) => void;
  readonly timing?: Partial<Timing>;
  /** Frames that are kept for those who catch up. */
  readonly ringSize?: number;
  /** How many of the log's last events are read at the start; by default as many as the ring keeps. */
  readonly recent?: number;
}

export interface Timing {
  /** Milliseconds; a comment goes out every 20 beats, a session is asked for every 60. */
  readonly beatMs: number;
  /** Milliseconds that a client waits for a read model that is behind, before it is told to load afresh. */
  readonly resetAfterMs: number;
  /** Milliseconds that clients have to take what they were written when the process stops. */
  readonly closeMs: number;
}

const usual: Timing = { beatMs: 1_000, resetAfterMs: 30_000, closeMs: 2_000 };

/** Only what somebody listens to is. */
const isRendered = ({ frame }: Entry): boolean => frame instanceof Buffer;

/** Events of the log that are told in one tick: between two, what was written can leave. */
const eventsPerTick = 100;
/** Questions to the timeline at once. */
const questionsAtOnce = 8;
/** And for the memberships of those who come; those of many in one. */
const admissions = { atOnce: 2, most: 100 };

/**
 * Begins to read the log, first what was told last before: after a restart all who were connected come back for it at
 * once. Whoever connects from now on can be told. @throws an outage
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { store, ringSize = ringLimits.entries, recent = ringSize } = options;
  const [epoch, head] = [await store.epoch(), await store.head()];
  return new Gateway(options, { epoch, head, start: await store.beforeLast(recent) });
}

export interface GatewayStart {
  readonly epoch: Epoch;
  /** The log's end now. */
  readonly head: Position;
  /** The log is read after it. */
  readonly start: Position;
}

/** Tells connected people what they may know, as it happens, and what they missed. */
export class Gateway {
  /** Tells those who are connected here what nobody keeps. */
  readonly ephemeral: Ephemeral;
  readonly #options: GatewayOptions;
  readonly #timing: Timing;
  readonly #epoch: Epoch;
  /** The log's end when this process began, which is read soon after. */
  readonly #head: Position;
  readonly #ring: Ring;
  readonly #audiences = new Audiences();
  readonly #renderer: Renderer;
  readonly #fanOut: FanOut;
  readonly #heart: Heart;
  readonly #tail: Tail;
  readonly #counters = newCounters();
  readonly #streamParts: StreamParts;
  readonly #catchUpParts: CatchUpParts;
  readonly #closing = new AbortController();
  #opened = 0;

  constructor(options: GatewayOptions, { epoch, head, start }: GatewayStart) {
    const { store, codec, timeline, readModels, report } = options;
    this.#options = options;
    this.#timing = { ...usual, ...options.timing };
    this.#epoch = epoch;
    this.#head = head;
    this.#ring = new Ring(start, options.ringSize === undefined ? {} : { entries: options.ringSize });
    this.#renderer = new Renderer({ epoch, sources: options, report });
    const joined = new JoinedFrames();
    const shared = { ring: this.#ring, audiences: this.#audiences, renderer: this.#renderer, joined, report };
    this.#fanOut = new FanOut(shared);
    this.ephemeral = new Ephemeral({ audiences: this.#audiences, sources: options, timeline, report });
    this.#heart = new Heart(report);
    this.#heart.start(this.#timing.beatMs);
    this.#streamParts = {
      epoch,
      counters: this.#counters,
      catchUp: (stream) => void new CatchUp(stream, this.#catchUpParts).run(),
      onClosed: (stream) => this.#forget(stream),
    };
    const { signal } = this.#closing;
    const turns = new Queue({ atOnce: questionsAtOnce });
    const { resetAfterMs } = this.#timing;
    const memberships = new Together<UserId, Memberships>({ ask: (ids) => timeline.memberships(ids), ...admissions });
    this.#catchUpParts = { ...shared, store, timeline, memberships, readModels, turns, resetAfterMs, signal };
    const onPage = (page: TailPage, stopping: AbortSignal): Promise<void> => this.#tell(page, stopping);
    this.#tail = new Tail({ store, codec, prefixes: toldStreams, onPage, report });
    this.#tail.start(start);
  }

  /** How far this process has read the log: `onEvent` was told of all up to there. */
  get position(): Position {
    return this.#ring.position;
  }

  get counters(): Readonly<Counters> {
    return this.#counters;
  }

  /** Those that are open in this process. */
  *openStreams(): Iterable<OpenStream> {
    for (const { number, person, since: opened, cursor, isLive, toldAt } of this.#audiences.streams())
      yield { number, userId: person.id, since: opened, position: cursor.position, isLive, toldAt };
  }

  /** Answers with the stream until the client leaves, the session ends, or the process stops. */
  connect(connection: StreamConnection): void {
    const { response, userId, lastEventId, headers } = connection;
    if (response.destroyed) return;
    if (this.#closing.signal.aborted) {
      response.writeHead(503, { "retry-after": "1" }).end();
      return;
    }
    const read = this.#ring.position;
    const now = afterAllOf(read > this.#head ? read : this.#head);
    const from = lastEventId ? goingOnFrom(lastEventId, this.#epoch) : ({ kind: "after", place: now } as const);
    const person = this.#audiences.person(userId);
    const start = from.kind === "after" ? from.place : now;
    this.#opened += 1;
    const stream = new Stream(connection, { person, number: this.#opened, from: start, parts: this.#streamParts });
    this.#audiences.enter(stream);
    stream.open(headers);
    this.#heart.add(stream);
    if (from.kind !== "after") stream.reset(from.kind, now.position);
    this.#streamParts.catchUp(stream);
  }

  /** What the stream would have told after a place, a page of it. @throws an outage */
  since(request: SinceRequest): Promise<Since> {
    const { store, timeline, readModels } = this.#options;
    return since(request, { epoch: this.#epoch, store, timeline, readModels, renderer: this.#renderer });
  }

  /** Ends the streams of these sessions, in this process. */
  sessionsEnded(sessionIds: readonly string[]): void {
    const ended = new Set(sessionIds);
    for (const stream of this.#audiences.streams()) if (ended.has(stream.sessionId)) stream.stop();
  }

  /** Tells what was read, then ends all streams; no new one is opened. */
  async close(): Promise<void> {
    await this.#tail.close();
    this.#closing.abort();
    this.#heart.stop();
    const streams = [...this.#audiences.streams()];
    for (const stream of streams) stream.end();
    const gone = Promise.all(streams.map((stream) => stream.gone()));
    await Promise.race([gone, pause(this.#timing.closeMs, undefined, { ref: false })]);
    for (const stream of streams) stream.cut();
  }

  async #tell({ events, position }: TailPage, stopping: AbortSignal): Promise<void> {
    for (const event of events) this.#handOn(event);
    try {
      for (let from = 0; from < events.length; from += eventsPerTick) {
        const some = events.slice(from, from + eventsPerTick);
        const told = some.map((event) => toldByEvent(event));
        if (!(await this.#fanOut.tell(told, stopping))) continue;
        this.#options.onTold?.(some.filter((_, index) => told[index]?.entries.some(isRendered)));
        await turn();
      }
      this.#ring.advanceTo(position);
    } catch (error) {
      this.#startOver(position, error);
    }
  }

  #handOn(event: RecordedEvent): void {
    try {
      this.#options.onEvent(event);
    } catch (error) {
      this.#options.report(`Position ${event.position} was not taken in: ${reasonOf(error)}`);
    }
  }

  /** Nobody can be sure of the ring any more: all who listen come back and are told by the timeline. */
  #startOver(position: Position, error: unknown): void {
    this.#options.report(`All streams were ended, position ${position} cannot be told: ${reasonOf(error)}`);
    this.#ring.restartAt(position);
    for (const stream of this.#audiences.streams()) stream.cut();
  }

  #forget(stream: Stream): void {
    this.#heart.remove(stream);
    this.#audiences.leave(stream);
  }
}
