/** Lets readers wait for the next append. Waking is a hint: who waits looks again after `pollMs` in any case. */
export class Wakeups {
  #count = 0;
  #waiting = new Set<() => void>();
  readonly #pollMs: number;

  constructor(pollMs = 1_000) {
    this.#pollMs = pollMs;
  }

  /** How often readers were woken so far. */
  get count(): number {
    return this.#count;
  }

  wakeAll(): void {
    this.#count += 1;
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  /** Settles at the first waking after the count that was `seen`, after the poll time, or when aborted. */
  next(seen: number, signal: AbortSignal): Promise<void> {
    if (seen !== this.#count || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, this.#pollMs);
      signal.addEventListener("abort", wake, { once: true });
      this.#waiting.add(wake);
    });
  }
}
