import { describe, expect, it } from "vitest";
import { query } from "../../support/database.ts";
import { counting } from "./counting.ts";
import { Setting } from "./setting.ts";

describe("waiting for a position", () => {
  it("ends when all of the named projections have reached it", async () => {
    const setting = await Setting.make();
    setting.worker([counting(), counting({ name: "other" })]);
    const watch = setting.watch();
    const position = await setting.amounts("user-1", 1);
    const waited = await watch.waitFor(["counts", "other"], position);
    expect(waited).toEqual({
      kind: "reached",
      positions: new Map([
        ["counts", position],
        ["other", position],
      ]),
    });
    expect(await setting.rows()).toEqual({ user: [1, 1] });
  });

  it("is answered at once where they already are", async () => {
    const setting = await Setting.make();
    const position = await setting.amounts("user-1", 1);
    setting.worker([counting()]);
    await setting.untilAtHead();
    expect((await setting.watch().waitFor("counts", position, { timeoutMs: 500 })).kind).toBe("reached");
  });

  it("times out, and says where they stood", async () => {
    const setting = await Setting.make();
    const position = await setting.amounts("user-1", 1);
    setting.worker([counting()]);
    await setting.untilAtHead();
    const began = performance.now();
    const waited = await setting.watch().waitFor(["counts", "unheard"], position + 1n, { timeoutMs: 300 });
    expect(waited).toEqual({ kind: "timed out", positions: new Map([["counts", position]]) });
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  it("goes on while the connection that listens is cut", async () => {
    const setting = await Setting.make();
    setting.worker([counting()]);
    await setting.until({ state: "running" });
    const watch = setting.watch();
    const waiting = watch.waitFor("counts", 1n, { timeoutMs: 10_000 });
    const cut =
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'";
    await expect.poll(async () => (await query(setting.url, cut)).length, { timeout: 5_000 }).toBeGreaterThan(0);
    await setting.amounts("user-1", 1);
    expect((await waiting).kind).toBe("reached");
  });

  it("is woken by the commit, a hundred at once, and not by the next look at the table", async ({ annotate }) => {
    const setting = await Setting.make();
    setting.worker([counting()]);
    await setting.until({ state: "running" });
    const watch = setting.watch();
    const times: number[] = [];
    for (let n = 0; n < 100; n++) {
      const position = await setting.amounts("user-1", n);
      const began = performance.now();
      const waited = await Promise.all(Array.from({ length: 100 }, () => watch.waitFor("counts", position)));
      expect(new Set(waited.map(({ kind }) => kind))).toEqual(new Set(["reached"]));
      times.push(performance.now() - began);
    }
    times.sort((one, other) => one - other);
    expect(times[50]).toBeLessThan(150);
    await annotate(`from append to read: median ${times[50]?.toFixed(1)} ms, 95 % ${times[95]?.toFixed(1)} ms`);
  });
});
