import type { Position } from "../event-store/port.ts";
import { Wakeups } from "../event-store/wakeups.ts";
import { isAfter, isAfterAllOf, type Place } from "./place.ts";
import { letGoOfWords, type TakenBack } from "./taken-back.ts";
import type { Change, Entry, ToldByEvent } from "./telling.ts";

export const ringSize = 10_000;

/**
 * The last of what this process read in the log, in order: what was told, and who became or ceased to be a member. What
 * one log event told leaves together. It may hold a tenth more than its size.
 *
 * The bytes of its frames are words in memory: what takes words back lets go of them, to be read as they are then.
 */
export class Ring {
  readonly #size: number;
  readonly #wakeups = new Wakeups();
  #entries: Entry[] = [];
  #changes: Change[] = [];
  #floor: Position;
  #position: Position;

  /** @param start the log is read after it */
  constructor(start: Position, size = ringSize) {
    this.#floor = start;
    this.#position = start;
    this.#size = size;
  }

  /** All that is after this is here, up to `position`. */
  get floor(): Position {
    return this.#floor;
  }

  /** How far this process has read the log. */
  get position(): Position {
    return this.#position;
  }

  push({ position, entries, change }: ToldByEvent): void {
    this.#entries.push(...entries);
    if (change) this.#changes.push(change);
    this.#position = position;
    if (this.#entries.length > 1.1 * this.#size) this.#forget();
  }

  /** Lets go of words that are not what they were. */
  takeBack(words: TakenBack): void {
    if (words.isNone) return;
    for (const entry of this.#entries) if (words.are(entry)) letGoOfWords(entry);
  }

  /** Nothing is told up to here but what was pushed. */
  advanceTo(position: Position): void {
    if (position > this.#position) this.#position = position;
    this.#wakeups.wakeAll();
  }

  /** Forgets everything: what was told up to here is to be asked of the timeline. */
  restartAt(position: Position): void {
    this.#entries = [];
    this.#changes = [];
    this.#floor = position;
    this.advanceTo(position);
  }

  /** Whether all that was told after a place is here. */
  reaches(place: Place): boolean {
    return isAfterAllOf(place, this.#floor);
  }

  /** What was told next after a place that it reaches. */
  after(place: Place, limit: number): readonly Entry[] {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry && isAfter(entry.place, place)) high = middle;
      else low = middle + 1;
    }
    return this.#entries.slice(low, low + limit);
  }

  /** Changes of membership after the floor, in order. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  async untilRead(position: Position, signal: AbortSignal): Promise<void> {
    while (this.#position < position && !signal.aborted) await this.#wakeups.next(this.#wakeups.count, signal);
  }

  /** Down to its size, many at once: taking one by one from an array's beginning is slow. */
  #forget(): void {
    const last = this.#entries[this.#entries.length - this.#size - 1];
    if (!last) return;
    this.#floor = last.place.position;
    const kept = this.#entries.findIndex(({ place }) => place.position > this.#floor);
    this.#entries.splice(0, kept < 0 ? this.#entries.length : kept);
    this.#changes = this.#changes.filter(({ position }) => position > this.#floor);
  }
}
