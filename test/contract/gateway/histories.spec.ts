import fc from "fast-check";
import { expect, it } from "vitest";
import { Play, step } from "../../../src/gateway/spec/play.ts";
import { DatabaseWorld } from "./database-world.ts";

it("over a real log and its read models a stream tells what each might read ever since, each once and in order", async () => {
  const steps = fc.array(step, { minLength: 30, maxLength: 100, size: "max" });
  const history = fc.asyncProperty(steps, async (played) => {
    const world = await DatabaseWorld.make();
    const play = await Play.begin(world);
    await play.play(played);
    for (const { ids, may } of await play.told()) expect(ids).toEqual(may.filter((id) => ids.includes(id)));
    expect(world.reports).toEqual([]);
    await world.close();
  });
  await fc.assert(history, { numRuns: 10, endOnFailure: true });
});
