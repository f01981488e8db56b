import fc from "fast-check";
import { expect, describe, it } from "vitest";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { counting } from "./counting.ts";
import { Setting } from "./setting.ts";

const history = fc.array(
  fc.record({
    kind: fc.constantFrom("user", "conversation", "message"),
    number: fc.integer({ min: 1, max: 3 }),
    amounts: fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 40 }),
  }),
  { maxLength: 30 },
);

describe("a projection", () => {
  it("has the rows of a model folded event by event, after any history, whether it came late or was there", async () => {
    await fc.assert(
      fc.asyncProperty(history, history, async (before, meanwhile) => {
        const setting = await Setting.make();
        await setting.amounts("user-0", 1); // of an empty log one is at the head before there are tables
        for (const { kind, number, amounts } of before) await setting.amounts(`${kind}-${number}`, ...amounts);
        setting.worker([counting(), counting({ name: "few", prefixes: ["user-", "message-"] })]);
        for (const { kind, number, amounts } of meanwhile) await setting.amounts(`${kind}-${number}`, ...amounts);
        await setting.untilAtHead("counts");
        await setting.untilAtHead("few");
        const { conversation: _, ...few } = await setting.model();
        expect(await setting.rows()).toEqual(await setting.model());
        expect(await setting.rows("few_v1")).toEqual(few);
      }),
      { numRuns: 12 },
    );
  });

  it("meets the shared reader again after it was far behind, and holds nobody up meanwhile", async () => {
    const setting = await Setting.make();
    for (let n = 0; n < 12; n++) await setting.amounts(`user-${n}`, ...Array.from({ length: 1_000 }, () => 1));
    const first = setting.worker([counting()]);
    await setting.untilAtHead();
    await first.close();

    const held = Promise.withResolvers<void>();
    const late = counting({ name: "late", afterRows: () => held.promise });
    setting.worker([counting(), late]);
    await setting.amounts("user-0", 5, 6, 7);
    await setting.untilAtHead("counts");
    expect((await setting.status("late")).position).toBe(0n);
    held.resolve();
    await setting.untilAtHead("late");
    await setting.amounts("conversation-1", 8);
    await setting.untilAtHead("late");
    expect(await setting.rows("late_v1")).toEqual(await setting.model());
    expect(await setting.rows()).toEqual(await setting.model());
  });

  it("moves its checkpoint past what is not meant for it", async () => {
    const setting = await Setting.make();
    setting.worker([counting({ prefixes: ["user-"] })]);
    const position = await setting.amounts("conversation-1", 1, 2, 3);
    expect(await setting.until({ position })).toMatchObject({ lag: 0n, eventsProcessed: 0 });
  });

  it("has its secondary indexes when it has first reached the log's end", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    setting.worker([counting()]);
    await setting.until({ state: "running", eventsProcessed: 3, version: 1, isActive: true, error: null });
    expect(await setting.indexes()).toEqual(["counts_by_total", "counts_pkey"]);
  });

  it("says so and stops when the log is another one than it has read", async () => {
    const setting = await Setting.make();
    const position = await setting.amounts("user-1", 1);
    const worker = setting.worker([counting()]);
    await setting.untilAtHead();
    await worker.close();
    await setting.store.renewEpoch();
    await setting.amounts("user-1", 2);
    setting.worker([counting(), counting({ name: "fresh" })]);
    await setting.until({ state: "stopped", position, poison: null });
    expect((await setting.status()).error).toContain("epoch");
    await setting.untilAtHead("fresh");
  });

  it("whose tables cannot be made stops and says why", async () => {
    const setting = await Setting.make();
    const broken = { ...counting(), migrate: () => Promise.reject(new Error("no such type")) };
    setting.worker([broken]);
    expect(await setting.until({ state: "stopped" })).toMatchObject({ error: "no such type", poison: null });
  });

  it("is queried at its active version: the first that ran, until another is made active", async () => {
    const setting = await Setting.make();
    const [one, two] = [counting(), counting({ version: 2 })];
    const registry = new ProjectionRegistry([two, one]);
    expect(await registry.active(setting.pool, "counts")).toBe(one);
    setting.worker([one]);
    await setting.until({ state: "running" });
    setting.worker([one, two]);
    expect(await registry.active(setting.pool, "counts")).toBe(one);
    await expect(registry.active(setting.pool, "nothing")).rejects.toThrow("knows no projection nothing");
  });

  it.each(["log", "accounts", "Counts", "pg_counts", "a.b"])("cannot have the schema %j for itself", (schema) => {
    expect(() => new ProjectionRegistry([{ ...counting(), schema }])).toThrow("cannot have schema");
  });
});
