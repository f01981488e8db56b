/** Milliseconds in which what happened is forgotten at once. */
const slotMs = 10_000;
const slots = 30;

/** How long these minutes reach back. */
export const recentMinutes = (slots * slotMs) / 60_000;

interface Slot {
  readonly number: number;
  readonly counts: number[];
}

export interface Slowest {
  /** How many there were. */
  readonly count: number;
  /** Seconds that 99 of 100 took at most; null of nothing, and where that is more than the last bound. */
  readonly atMost: number | null;
}

/** How long something took over the last minutes, counted by the bounds of a histogram: a few hundred numbers. */
export class RecentDurations {
  readonly #bounds: readonly number[];
  readonly #now: () => number;
  #slots: Slot[] = [];

  /** @param bounds seconds, ascending @param now milliseconds that never go back */
  constructor(bounds: readonly number[], now = (): number => performance.now()) {
    this.#bounds = bounds;
    this.#now = now;
  }

  observe(seconds: number): void {
    const at = this.#bounds.findIndex((bound) => seconds <= bound);
    const { counts } = this.#slotNow();
    const index = at === -1 ? this.#bounds.length : at;
    counts[index] = (counts[index] ?? 0) + 1;
  }

  slowest(): Slowest {
    const { number } = this.#slotNow();
    const recent = this.#slots.filter((slot) => slot.number > number - slots);
    const countUpTo = (index: number): number =>
      recent.reduce((sum, { counts }) => sum + counts.slice(0, index + 1).reduce((one, other) => one + other, 0), 0);
    const count = countUpTo(this.#bounds.length);
    const atMost = count === 0 ? undefined : this.#bounds.find((_, index) => countUpTo(index) >= count * 0.99);
    return { count, atMost: atMost ?? null };
  }

  #slotNow(): Slot {
    const number = Math.floor(this.#now() / slotMs);
    const last = this.#slots.at(-1);
    if (last?.number === number) return last;
    const slot = { number, counts: Array.from({ length: this.#bounds.length + 1 }, () => 0) };
    this.#slots = [...this.#slots.slice(1 - slots), slot];
    return slot;
  }
}
