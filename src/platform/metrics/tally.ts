import type { Reading } from "./metrics.ts";

/** How often something happened, by its name; there are few names. Those known from the start begin at 0. */
export class Tally {
  readonly #counts: Map<string, number>;

  constructor(names: readonly string[] = []) {
    this.#counts = new Map(names.map((name) => [name, 0]));
  }

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  readings(label: string): readonly Reading[] {
    return [...this.#counts].map(([name, value]) => ({ labels: { [label]: name }, value }));
  }
}
