import { setImmediate as turn, setTimeout as pause } from "node:timers/promises";
import type { EventStore, Position } from "../event-store/port.ts";
import type { Queue } from "../platform/queue.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { isOutage } from "../projections/outage.ts";
import { isAdmitted, type AdmissionParts } from "./admission.ts";
import { mayEndFor } from "./audiences.ts";
import { areReady, frameOf, isRendered, renderFrames, slices, type Framed } from "./frame.ts";
import { JoinedFrames } from "./joined-frames.ts";
import { afterAllOf } from "./place.ts";
import type { Renderer } from "./renderer.ts";
import type { Stream } from "./stream.ts";
import type { ToldPage } from "../projections/timeline/v1/told-after.ts";
import { linesPosition, readToTell, tellingsOf, type ReadModelPositions, type Timeline } from "./timeline.ts";

export interface CatchUpParts extends AdmissionParts {
  readonly store: Pick<EventStore, "head">;
  readonly renderer: Renderer;
  readonly joined: JoinedFrames;
  readonly timeline: Timeline;
  /** For questions to the timeline, so that thousands who come back at once leave the database to others, too. */
  readonly turns: Queue;
  readonly readModels: ReadModelPositions;
  /** Milliseconds that a client waits for a read model that is behind, before it is told to load afresh. */
  readonly resetAfterMs: number;
  readonly report: (sentence: string) => void;
}

const timelinePage = 100;
const ringPage = 256;
const writeBytes = 64 * 1024;
const outageMs = 500;
const lookAgainMs = { atLeast: 25, atMost: 1_000 };

/**
 * Tells a stream what is after its cursor, as fast as its client takes it: from the ring where that has all of it and no
 * stay of theirs ended meanwhile; else from the timeline, which knows what of it they may still be told. At the ring's
 * end the stream goes live. The cursor decides each hand-over: no hole, no double.
 */
export class CatchUp {
  readonly #stream: Stream;
  readonly #parts: CatchUpParts;
  #isChecked = false;
  #resetAt: number | null = null;
  /** After a reset nothing is missing any more, so it waits for as long as it takes. */
  #isPatient = false;

  constructor(stream: Stream, parts: CatchUpParts) {
    this.#stream = stream;
    this.#parts = parts;
  }

  /** Settles when the stream is live or over. Outages are waited out. */
  async run(): Promise<void> {
    const { signal, report } = this.#parts;
    await Promise.resolve(); // whoever started it is in the middle of something
    let isLive = false;
    while (this.#stream.isOpen && !isLive && !signal.aborted) {
      try {
        isLive = await this.#goOn();
      } catch (error) {
        if (!isOutage(error)) {
          report(`A stream was ended, it cannot catch up: ${reasonOf(error)}`);
          this.#stream.cut();
        }
        await pause(outageMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      }
    }
  }

  /** Tells a part of it. @returns whether that was the last, so that the stream is live. */
  async #goOn(): Promise<boolean> {
    if (!this.#isChecked) await this.#checkCursor();
    if (!this.#isRingEnough()) await this.#tellFromTimeline();
    else if (await isAdmitted(this.#stream.person, this.#parts)) return this.#tellFromRing();
    else await this.#waitFor(["timeline"], this.#parts.ring.floor);
    return false;
  }

  /** What another process told may be ahead of this one's ring, but not of the log. */
  async #checkCursor(): Promise<void> {
    const { ring, store } = this.#parts;
    const { position } = this.#stream.cursor;
    const isPast = position <= ring.position || position <= (await store.head());
    if (!isPast) this.#stream.reset("future_position", ring.position);
    this.#isChecked = true;
  }

  #isRingEnough(): boolean {
    const { cursor, person } = this.#stream;
    return this.#parts.ring.reaches(cursor) && person.lastEnd <= cursor.position;
  }

  async #tellFromRing(): Promise<boolean> {
    const { ring, renderer, joined, signal } = this.#parts;
    if (!this.#mayTellFromRing()) return false;
    const end = afterAllOf(ring.position);
    const entries = ring.after(this.#stream.cursor, { person: this.#stream.person, limit: ringPage });
    if (entries.length === 0) {
      this.#stream.skipTo(end);
      this.#stream.goLive();
      return true;
    }
    if (!areReady(entries, ring.position)) {
      await renderFrames(renderer, entries);
      await ring.untilRead(newest(entries), signal);
    }
    const isAllTold = await this.#tell(entries, { joined, mayGoOut: () => this.#mayTellFromRing() });
    if (entries.length === ringPage) await turn();
    else if (isAllTold) this.#stream.skipTo(end);
    return false;
  }

  #mayTellFromRing(): boolean {
    return this.#stream.isOpen && this.#isRingEnough();
  }

  async #tellFromTimeline(): Promise<void> {
    const { timeline, turns, ring, readModels } = this.#parts;
    const { person, cursor: after } = this.#stream;
    const upTo = this.#isPatient ? {} : { upTo: await linesPosition(readModels) };
    const request = { userId: person.id, after, limit: timelinePage, ...upTo };
    const page = await turns.run(() => timeline.toldAfter(request));
    const isAllTold = await this.#tell(await this.#framed(page), { joined: null, mayGoOut: () => this.#mayTell(page) });
    if (isAllTold && page.isEnd) this.#stream.skipTo(afterAllOf(least(page.checkpoint, upTo.upTo)));
    const isBehind = page.isEnd || !this.#knowsEnough(page);
    if (isBehind && !this.#isRingEnough())
      await this.#waitFor(readToTell, greatest(ring.floor, this.#lastEndAfter(page)));
  }

  #mayTell(page: ToldPage): boolean {
    return this.#stream.isOpen && this.#knowsEnough(page);
  }

  /** A page says what they may be told as of its checkpoint, so nothing that this process read after it may end that. */
  #knowsEnough(page: ToldPage): boolean {
    return this.#lastEndAfter(page) <= page.checkpoint;
  }

  /** Of whoever is not admitted yet, what ended for them is in the ring, or may be before it. */
  #lastEndAfter({ checkpoint }: ToldPage): Position {
    const { person } = this.#stream;
    const { ring } = this.#parts;
    if (person.stays) return person.lastEnd;
    const change = ring.changes.findLast((each) => each.position <= checkpoint || mayEndFor(each, person));
    return greatest(ring.floor, greatest(person.lastEnd, change?.position ?? 0n));
  }

  async #framed(page: ToldPage): Promise<readonly Framed[]> {
    const { renderer, ring, signal } = this.#parts;
    const tellings = tellingsOf(page);
    const messages = await renderer.render(tellings);
    await ring.untilRead(newest(messages), signal);
    return tellings.map(({ place }, index) => ({ place, frame: messages[index] ? frameOf(messages[index]) : null }));
  }

  /** @returns whether all of it went out; it stops before what may not go out any more. */
  async #tell(framed: readonly Framed[], { joined, mayGoOut }: Telling): Promise<boolean> {
    for (const slice of slices(framed, writeBytes)) {
      const last = slice.at(-1);
      if (!last || !mayGoOut() || !slice.every(isRendered)) return false;
      const frames = slice.filter(({ frame }) => Buffer.isBuffer(frame)).length;
      this.#stream.tell({ bytes: (joined ?? new JoinedFrames()).of(slice), frames, cursor: last.place });
      await this.#stream.drained();
    }
    return true;
  }

  async #waitFor(names: readonly string[], position: Position): Promise<void> {
    const { readModels, resetAfterMs, ring } = this.#parts;
    const now = performance.now();
    this.#resetAt ??= now + resetAfterMs;
    if (now >= this.#resetAt && !this.#isPatient) {
      this.#isPatient = true;
      this.#stream.reset("not_in_time", ring.position);
      return;
    }
    const timeoutMs = Math.max(1, Math.min(lookAgainMs.atMost, this.#isPatient ? Infinity : this.#resetAt - now));
    const wanted = this.#isPatient ? ["timeline"] : names;
    await readModels.waitFor(wanted, position, { timeoutMs });
    await pause(lookAgainMs.atLeast);
  }
}

interface Telling {
  /** What was joined for others who are told the same; null: nobody is. */
  readonly joined: JoinedFrames | null;
  readonly mayGoOut: () => boolean;
}

/** How new the newest words are. */
function newest(told: readonly ({ readonly asOf: Position } | null)[]): Position {
  return told.reduce((sofar, each) => greatest(sofar, each?.asOf ?? 0n), 0n);
}

const greatest = (a: Position, b: Position): Position => (a > b ? a : b);
const least = (a: Position, b: Position | undefined): Position => (b === undefined || a < b ? a : b);
