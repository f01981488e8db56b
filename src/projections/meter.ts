const windowMs = 5_000;

/** How many of something there were a second, over the last five seconds or since it began. */
export class Meter {
  readonly #began = performance.now();
  #samples: { readonly at: number; readonly count: number }[] = [];

  count(count: number): void {
    this.#samples.push({ at: performance.now(), count });
  }

  perSecond(): number {
    const now = performance.now();
    this.#samples = this.#samples.filter(({ at }) => at > now - windowMs);
    const total = this.#samples.reduce((sum, { count }) => sum + count, 0);
    return (total * 1_000) / Math.max(1, Math.min(windowMs, now - this.#began));
  }
}
