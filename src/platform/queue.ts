/** So many wait already that one more would wait too long; nothing was done. */
export class QueueFull extends Error {
  override readonly name = "QueueFull";

  constructor() {
    super("Too much of this is waiting already; try again.");
  }
}

/** Lets `atOnce` run side by side and `waiting` more wait, first come, first served; any number where it is not said. */
export class Queue {
  readonly #limits: { readonly atOnce: number; readonly waiting?: number };
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: { readonly atOnce: number; readonly waiting?: number }) {
    this.#limits = limits;
  }

  /** @throws QueueFull */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#limits.atOnce) this.#running += 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so that nobody slips in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#waiting.length >= (this.#limits.waiting ?? Infinity)) throw new QueueFull();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
