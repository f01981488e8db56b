import { setTimeout as pause } from "node:timers/promises";
import type { EventStore, Position, RecordedEvent } from "../event-store/port.ts";
import { LogCopyRefused } from "./copy-refused.ts";
import { OrderedWriter } from "./ordered-writer.ts";
import type { Pace } from "./pace.ts";
import { differingField, eventText } from "./same-event.ts";

const lookEveryMs = 200;

export interface CopyProgress {
  /** `checking`: what the target holds already is compared. `following`: it has caught up, and waits for more. */
  readonly phase: "checking" | "copying" | "following";
  /** Of the source, checked or copied so far. */
  readonly events: number;
  /** In the source. */
  readonly position: Position;
  /** Of the source, when it was last looked at. */
  readonly head: Position;
}

export interface CopyOptions {
  readonly from: EventStore;
  readonly to: EventStore;
  readonly pace: Pace;
  /** Whether to wait for more at the source's end, until the signal. */
  readonly follows: boolean;
  /** Ends it after what is on its way. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CopyProgress) => void;
  /** Told, a sentence each, of outages that are waited out. */
  readonly report: (sentence: string) => void;
}

export interface Copied {
  /** Events that the target held before, all of them the same. */
  readonly there: number;
  readonly written: number;
  /** In the source, of the last event that the target holds now. */
  readonly position: Position;
  /** Of the source, as it ended. */
  readonly head: Position;
}

/**
 * Copies a log, event by event in its order, with ids, revisions, data and metadata. What the target holds already must
 * be how the source begins: it is compared first, so that a copy that was cut short anywhere goes on where it was. The
 * target gets a new epoch before anything is added, since nobody's positions mean its events.
 * @throws LogCopyRefused when the target holds, or comes to hold, anything else. StoreUnavailable when a log cannot be read.
 */
export async function copyLog(options: CopyOptions): Promise<Copied> {
  const { from, to, follows, signal, onProgress } = options;
  if ((await from.epoch()) === (await to.epoch()))
    throw new LogCopyRefused("Source and target are the same log: they are of one epoch.");
  const copy = new Copying(options, await from.head());
  const there = await copy.check();
  const began = copy.events;
  while (!signal.aborted) {
    await copy.catchUp();
    if (!follows) break;
    onProgress(copy.progress("following"));
    await pause(lookEveryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
  const written = copy.events - began;
  if (written > 0 && (await to.head()) !== copy.last)
    throw new LogCopyRefused("Somebody else has written to the target meanwhile: nothing but this copy may.");
  return { there, written, position: copy.position, head: await from.head() };
}

class Copying {
  readonly #options: CopyOptions;
  readonly #isStill: () => boolean;
  #head: Position;
  #writer: OrderedWriter | null = null;
  #last: Position = 0n;
  events = 0;
  position: Position = 0n;

  constructor(options: CopyOptions, head: Position) {
    this.#options = options;
    this.#head = head;
    this.#isStill = () => options.signal.aborted;
  }

  /** Of the target's last event. */
  get last(): Position {
    return this.#writer?.last ?? this.#last;
  }

  progress(phase: CopyProgress["phase"]): CopyProgress {
    return { phase, events: this.events, position: this.position, head: this.#head };
  }

  /** @returns how many events the target holds, each the source's at its place. */
  async check(): Promise<number> {
    const source = this.#options.from.readAll({ after: 0n })[Symbol.asyncIterator]();
    try {
      for await (const known of this.#options.to.readAll({ after: 0n })) {
        if (this.#isStill()) break;
        const next = await source.next();
        if (next.done) throw new LogCopyRefused(`The target goes on where the source ends: with ${eventText(known)}.`);
        assertSame(next.value, known);
        this.#last = known.position;
        this.#passed(next.value, "checking");
      }
    } finally {
      await source.return?.();
    }
    return this.events;
  }

  /** Copies up to where the source ends now. */
  async catchUp(): Promise<void> {
    this.#head = await this.#options.from.head();
    for await (const event of this.#options.from.readAll({ after: this.position })) {
      if (this.#isStill()) break;
      this.#writer ??= await this.#begin();
      await this.#writer.add(event);
      this.#passed(event, "copying");
    }
    await this.#writer?.flush();
  }

  async #begin(): Promise<OrderedWriter> {
    const { to, pace, signal, report } = this.#options;
    await to.renewEpoch();
    return new OrderedWriter({ store: to, pace, signal, report }, this.#last);
  }

  #passed({ position }: RecordedEvent, phase: CopyProgress["phase"]): void {
    this.position = position;
    this.events += 1;
    this.#options.onProgress(this.progress(phase));
  }
}

function assertSame(source: RecordedEvent, target: RecordedEvent): void {
  const field = differingField(source, target);
  if (field === null) return;
  throw new LogCopyRefused(
    `The target holds something else (another ${field}): ${eventText(target)}, where the source has ` +
      `${eventText(source)}. Copy to an empty log, or to another prefix.`,
  );
}
