import { describe, expect, it } from "vitest";
import { Queue, QueueFull } from "./queue.ts";

/** Work that ends when it is told to. */
function works(queue: Queue, count: number) {
  const started: number[] = [];
  const ends: PromiseWithResolvers<void>[] = Array.from({ length: count }, () => Promise.withResolvers());
  const runs = ends.map(({ promise }, index) =>
    queue.run(async () => {
      started.push(index);
      await promise;
      return index;
    }),
  );
  return {
    started,
    runs,
    end: (index: number) => ends[index]?.resolve(),
    fail: (index: number) => ends[index]?.reject(new Error("failed")),
  };
}

describe("a queue", () => {
  it("runs so many at once, the others in their order as places come free", async () => {
    const { started, runs, end } = works(new Queue({ atOnce: 2, waiting: 10 }), 4);
    expect(started).toEqual([0, 1]);
    end(1);
    await runs[1];
    await expect.poll(() => started).toEqual([0, 1, 2]);
    for (const index of [0, 2, 3]) end(index);
    expect(await Promise.all(runs)).toEqual([0, 1, 2, 3]);
  });

  it("gives the place of a failure to the next", async () => {
    const { runs, end, fail } = works(new Queue({ atOnce: 1, waiting: 10 }), 2);
    fail(0);
    end(1);
    expect(await Promise.allSettled(runs)).toMatchObject([{ status: "rejected" }, { value: 1 }]);
  });

  it("turns away who would wait too long", async () => {
    const { runs, end } = works(new Queue({ atOnce: 1, waiting: 1 }), 3);
    await expect(runs[2]).rejects.toThrow(QueueFull);
    end(0);
    end(1);
    expect(await Promise.all(runs.slice(0, 2))).toEqual([0, 1]);
  });
});
