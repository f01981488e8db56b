import { describe, expect, it } from "vitest";
import type { Position } from "../event-store/port.ts";
import type { Page, PageSource, ReadEvent } from "./pages.ts";
import type { Pace } from "./pace.ts";
import { Unhurried } from "./unhurried.ts";

/** Pages of a thousand events, up to the log's end. */
class Pages implements PageSource {
  readonly #end: number;
  constructor(end: number) {
    this.#end = end;
  }

  next(after: Position): Promise<Page> {
    const from = Number(after);
    const to = Math.min(this.#end, from + 1_000);
    const events = Array.from({ length: to - from }, (_, index) => {
      const event = { position: BigInt(from + index + 1) } as ReadEvent["event"];
      return { kind: "readable", event } as const;
    });
    return Promise.resolve({ after, position: BigInt(to), caughtUp: to === this.#end, events });
  }

  async close(): Promise<void> {}
}

/** The sizes of the pages until the log's end, which must follow each other without a gap. */
async function sizes(
  store: { head(): Promise<Position> },
  isHurried: () => boolean = () => false,
): Promise<{ readonly sizes: readonly number[]; readonly paces: ReadonlySet<Pace | undefined> }> {
  const { signal } = new AbortController();
  const parts = { store, isHurried: () => Promise.resolve(isHurried()), signal };
  const source = new Unhurried(new Pages(2_100), parts);
  const found: number[] = [];
  const paces = new Set<Pace | undefined>();
  for (let after = 0n, isOver = false; !isOver;) {
    const page = await source.next(after);
    if (!page) throw new Error("There is a page.");
    expect(page.after).toBe(after);
    expect(page.events.map(({ event }) => event.position)).toEqual(
      Array.from({ length: Number(page.position - after) }, (_, index) => after + BigInt(index + 1)),
    );
    found.push(page.events.length);
    paces.add(page.pace);
    after = page.position;
    isOver = page.caughtUp;
  }
  return { sizes: found, paces };
}

describe("what is built beside", () => {
  it("takes whole pages while nothing is appended", async () =>
    expect(await sizes({ head: () => Promise.resolve(2_100n) })).toEqual({
      sizes: [1_000, 1_000, 100],
      paces: new Set(["free", undefined]),
    }));

  it("takes small ones while something is, and every event of them", async () => {
    let head = 2_000n;
    const taken = await sizes({ head: () => Promise.resolve((head += 1n)) });
    expect(taken.sizes).toEqual([1_000, 250, 250, 250, 250, 100]);
    expect(taken.paces).toContain("resting");
  });

  it("takes whole pages again from when an operator hurries it", async () => {
    let head = 2_000n;
    const store = { head: () => Promise.resolve((head += 1n)) };
    let asked = 0;
    const taken = await sizes(store, () => (asked += 1) > 1);
    expect(taken.sizes).toEqual([1_000, 250, 750, 100]);
    expect(taken.paces).toEqual(new Set(["free", "resting", "hurried", undefined]));
  });
});
