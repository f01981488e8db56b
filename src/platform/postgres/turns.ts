import { ConnectionLost } from "./transaction.ts";

interface Waiting {
  readonly start: () => void;
  readonly timer: NodeJS.Timeout;
}

/** So many at once; the others wait in line, for so long. */
export class Turns {
  readonly #longestWaitMs: number;
  readonly #waiting = new Set<Waiting>();
  #free: number;

  constructor(atOnce: number, longestWaitMs: number) {
    this.#free = atOnce;
    this.#longestWaitMs = longestWaitMs;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** @throws ConnectionLost when it is not its turn in time; the work then never begins. */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      this.#giveOn();
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: resolve,
        timer: setTimeout(() => {
          this.#waiting.delete(waiting);
          reject(new ConnectionLost(new Error("no connection became free in time")));
        }, this.#longestWaitMs),
      };
      this.#waiting.add(waiting);
    });
  }

  #giveOn(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.start();
  }
}
