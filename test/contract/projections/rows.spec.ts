import fc from "fast-check";
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, describe, it, vi } from "vitest";
import { migrationsFolder } from "../../../src/platform/postgres/migrate.ts";
import { activeBuild, declare } from "../../../src/projections/builds.ts";
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

/** Schemas that hold what no log brings back. */
const ofMigrations = (await readdir(migrationsFolder)).flatMap((name) =>
  [...readFileSync(join(migrationsFolder, name), "utf8").matchAll(/^create schema (\w+)/gm)].map(
    ([, schema = ""]) => schema,
  ),
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

  it("is queried at its active build: the newest version's first, or what there was before a newer one came", async () => {
    const setting = await Setting.make();
    const [one, two] = [counting(), counting({ version: 2 })];
    const both = new ProjectionRegistry([two, one]);
    const fresh = new ProjectionRegistry([counting({ name: "fresh" }), counting({ name: "fresh", version: 2 })]);
    expect(await declare(setting.pool, fresh, "fresh")).toMatchObject({ projection: { version: 2 }, number: 1 });
    setting.worker([one]);
    await setting.until({ state: "running" });
    expect(await declare(setting.pool, both, "counts")).toEqual({ projection: one, number: 1 });
    expect(await activeBuild(setting.pool, both, "counts")).toEqual({ projection: one, number: 1 });
    await expect(activeBuild(setting.pool, both, "nothing")).rejects.toThrow("nothing was ever built");
  });

  it("of a version that this release does not know any more is made anew by the one that it knows", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2);
    const worker = setting.worker([counting()]);
    await setting.until({ state: "running" });
    await worker.close();
    setting.worker([counting({ version: 2 })]);
    await vi.waitFor(async () => expect(await setting.rows("counts_v2")).toEqual({ user: [2, 3] }), 10_000);
    const registry = new ProjectionRegistry([counting({ version: 2 })]);
    expect(await activeBuild(setting.pool, registry, "counts")).toMatchObject({ number: 2 });
  });

  it.each(["bullmq", "Counts", "pg_counts", "a.b", ...ofMigrations])(
    "cannot have the schema %j for itself",
    (schema) => {
      expect(() => new ProjectionRegistry([{ ...counting(), schema }])).toThrow("cannot have schema");
    },
  );
});
