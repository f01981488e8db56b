import type { Sample } from "./in-turns.ts";

/** Appends one event to the writer's own stream, which stands at `revision - 1`; settles when it is durable. */
export type WriteOne = (writer: number, revision: number) => Promise<unknown>;

/** So many at once, each waiting for its answer before it writes again, each to a stream of its own. */
export class Writers {
  readonly #nextRevisions: number[];
  readonly #writeOne: WriteOne;

  constructor(count: number, writeOne: WriteOne) {
    this.#nextRevisions = Array.from({ length: count }, () => 0);
    this.#writeOne = writeOne;
  }

  /** Events acknowledged since the beginning, in every round. */
  get acknowledged(): number {
    return this.#nextRevisions.reduce((sum, revision) => sum + revision, 0);
  }

  async writeFor(seconds: number): Promise<Sample> {
    const before = this.acknowledged;
    const start = performance.now();
    await Promise.all(this.#nextRevisions.map((_, writer) => this.#writeUntil(writer, start + seconds * 1_000)));
    return { done: this.acknowledged - before, seconds: (performance.now() - start) / 1_000 };
  }

  async #writeUntil(writer: number, end: number): Promise<void> {
    while (performance.now() < end) {
      const revision = this.#nextRevisions[writer] ?? 0;
      await this.#writeOne(writer, revision);
      this.#nextRevisions[writer] = revision + 1;
    }
  }
}
