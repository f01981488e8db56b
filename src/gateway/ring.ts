import type { Words } from "../domain/conversation/events.ts";
import type { Position } from "../event-store/port.ts";
import { Wakeups } from "../event-store/wakeups.ts";
import { ByAudience } from "./by-audience.ts";
import type { Person } from "./person.ts";
import { isAfterAllOf, type Place } from "./place.ts";
import { letGoOfWords, type TakenBack } from "./taken-back.ts";
import type { Change, Entry, ToldByEvent } from "./telling.ts";

export interface RingLimits {
  readonly entries: number;
  /** Of the words in them: twenty thousand long messages would take gigabytes. */
  readonly characters: number;
}

/** As much as is said while fifty conversations of a hundred are cut for some minutes: all of them come back to it. */
export const ringLimits: RingLimits = { entries: 20_000, characters: 32 * 1024 * 1024 };

/**
 * The last of what this process read in the log, in order: what was told, and who became or ceased to be a member. What
 * one log event told leaves together. It may hold a tenth more than its limits.
 *
 * The bytes of its frames are words in memory: what takes words back lets go of them, to be read as they are then.
 */
export class Ring {
  readonly #limits: RingLimits;
  readonly #wakeups = new Wakeups();
  #entries: Entry[] = [];
  /** Of each entry. */
  #characters: number[] = [];
  #allCharacters = 0;
  #byAudience = new ByAudience();
  #changes: Change[] = [];
  #floor: Position;
  #position: Position;

  /** @param start the log is read after it */
  constructor(start: Position, limits: Partial<RingLimits> = {}) {
    this.#floor = start;
    this.#position = start;
    this.#limits = { ...ringLimits, ...limits };
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
    for (const entry of entries) {
      const characters = charactersIn(entry);
      this.#entries.push(entry);
      this.#byAudience.push(entry);
      this.#characters.push(characters);
      this.#allCharacters += characters;
    }
    if (change) this.#changes.push(change);
    this.#position = position;
    const most = this.#limits;
    if (this.#entries.length > 1.1 * most.entries || this.#allCharacters > 1.1 * most.characters) this.#forget();
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
    this.#byAudience = new ByAudience();
    this.#characters = [];
    this.#allCharacters = 0;
    this.#changes = [];
    this.#floor = position;
    this.advanceTo(position);
  }

  /** Whether all that was told after a place is here. */
  reaches(place: Place): boolean {
    return isAfterAllOf(place, this.#floor);
  }

  /** What somebody whose memberships are known is told next after a place that it reaches. */
  after(place: Place, next: { readonly person: Person; readonly limit: number }): readonly Entry[] {
    return this.#byAudience.after(place, next);
  }

  /** Changes of membership after the floor, in order. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  async untilRead(position: Position, signal: AbortSignal): Promise<void> {
    while (this.#position < position && !signal.aborted) await this.#wakeups.next(this.#wakeups.count, signal);
  }

  /** Down to its limits, many at once: taking one by one from an array's beginning is slow. */
  #forget(): void {
    const last = this.#entries[this.#tooMany() - 1];
    if (!last) return;
    this.#floor = last.place.position;
    const kept = this.#entries.findIndex(({ place }) => place.position > this.#floor);
    const forgotten = kept < 0 ? this.#entries.length : kept;
    this.#byAudience.forget(this.#entries.splice(0, forgotten));
    for (const characters of this.#characters.splice(0, forgotten)) this.#allCharacters -= characters;
    this.#changes = this.#changes.filter(({ position }) => position > this.#floor);
  }

  /** How many of the first entries are beyond the limits. */
  #tooMany(): number {
    let tooMany = Math.max(0, this.#entries.length - this.#limits.entries);
    let left = this.#allCharacters;
    for (const [index, characters] of this.#characters.entries()) {
      if (index >= tooMany && left <= this.#limits.characters) break;
      left -= characters;
      tooMany = Math.max(tooMany, index + 1);
    }
    return tooMany;
  }
}

/** As its event has them: what it is told with besides is short. */
function charactersIn({ line, edit }: Entry): number {
  const said: Words | null = edit ?? (line?.event.type === "MessageSent" ? line.event.data : null);
  const data = line?.event.type === "MessageSent" ? line.event.data.data : null;
  return (said?.content?.length ?? 0) + (said?.html?.length ?? 0) + (data?.length ?? 0);
}
