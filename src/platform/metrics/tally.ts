import type { Reading } from "./metrics.ts";

/** How often something happened, by its name; there are few names. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  readings(label: string): readonly Reading[] {
    return [...this.#counts].map(([name, value]) => ({ labels: { [label]: name }, value }));
  }
}
