import fc from "fast-check";
import { expect, it } from "vitest";
import { Play, step } from "./spec/play.ts";
import { Setting } from "./spec/setting.ts";

it("tells what each might read ever since, nothing that they never might, each once and in order, over any number of reconnections", async () => {
  const steps = fc.array(step, { minLength: 30, maxLength: 150, size: "max" });
  const history = fc.asyncProperty(steps, async (played) => {
    const setting = new Setting();
    const play = await Play.begin(setting);
    await play.play(played);
    for (const { ids, may } of await play.told()) expect(ids).toEqual(may.filter((id) => ids.includes(id)));
    await setting.close();
  });
  await fc.assert(history, { numRuns: 100 });
}, 120_000);
