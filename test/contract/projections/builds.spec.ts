import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { beginBuild } from "../../../src/projections/begin-build.ts";
import { declare } from "../../../src/projections/builds.ts";
import { compareBuilds } from "../../../src/projections/compare/compare-builds.ts";
import { drop } from "../../../src/projections/drop.ts";
import { changePace, isBuildHurried } from "../../../src/projections/hurry.ts";
import { buildId, type Projection } from "../../../src/projections/projection.ts";
import { rebuildBeside } from "../../../src/projections/rebuild-beside.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { skip } from "../../../src/projections/skips.ts";
import { statusOfAll } from "../../../src/projections/status.ts";
import { rollBack, switchTo, type SwitchParts } from "../../../src/projections/switch.ts";
import { query } from "../../support/database.ts";
import { codec, counting } from "./counting.ts";
import { newPool, quick, Setting, untilSomebodyWaits } from "./setting.ts";

const byAda = { name: "counts", by: "ada", reason: "because" };

function partsOf({ pool }: Setting, ...projections: readonly Projection[]): SwitchParts {
  return { pool, registry: new ProjectionRegistry(projections.length > 0 ? projections : [counting()]) };
}

/** A read model with a first build that is led. */
async function served(setting: Setting, ...projections: readonly Projection[]): Promise<void> {
  await setting.amounts("user-1", 1, 2, 3);
  await declare(setting.pool, new ProjectionRegistry([counting()]), "counts");
  setting.worker(projections.length > 0 ? projections : [counting()]);
  await setting.until({ state: "running" });
}

/** Begun and ready to be asked. @returns its number. */
async function built(setting: Setting, parts: SwitchParts = partsOf(setting)): Promise<number> {
  const begun = await beginBuild(parts, { name: "counts" });
  if (begun.kind === "refused") throw new Error(begun.refusal.detail);
  await untilReady(setting, begun.build);
  return begun.build;
}

async function untilReady(setting: Setting, build: number): Promise<void> {
  await vi.waitFor(
    async () => expect(await standing(setting)).toContainEqual(expect.stringMatching(`\\.${build} .*ready`)),
    {
      timeout: 15_000,
    },
  );
}

/** Each build in words: "1.1 active ready". */
async function standing({ pool, store }: Setting): Promise<string[]> {
  return (await statusOfAll(pool, store)).map((each) =>
    [buildId(each), each.isActive && "active", each.isPrevious && "previous", each.isReady && "ready"]
      .filter(Boolean)
      .join(" "),
  );
}

/** Whether both hold what the log says. */
async function areBothUpToDate(setting: Setting): Promise<void> {
  await vi.waitFor(
    async () => {
      const model = await setting.model();
      for (const { schema } of await schemas(setting)) expect(await setting.rows(schema)).toEqual(model);
    },
    { timeout: 15_000 },
  );
}

const schemas = ({ url }: Setting): Promise<{ schema: string }[]> =>
  query(url, "select schema_name as schema from projections.builds where name = 'counts' order by build");

describe("a build beside the one that is asked", () => {
  it("is made in a schema of its own, while the other one serves and goes on", async () => {
    const setting = await Setting.make();
    await served(setting);
    await query(setting.url, "update counts_v1.counts set total = 99");
    await built(setting);
    expect(await standing(setting)).toEqual(["1.1 active ready", "1.2 ready"]);
    expect(await setting.rows()).toEqual({ user: [3, 99] });
    expect(await setting.rows("counts_build_2")).toEqual({ user: [3, 6] });
    expect(await setting.indexes("counts_build_2")).toEqual(["counts_by_total", "counts_pkey"]);
    await setting.amounts("conversation-1", 5);
    await vi.waitFor(async () => {
      expect(await setting.rows()).toMatchObject({ conversation: [1, 5] });
      expect(await setting.rows("counts_build_2")).toMatchObject({ conversation: [1, 5] });
    });
  });

  it("is asked when it is switched to, by the name that queries know, and gone back from", async () => {
    const setting = await Setting.make();
    await served(setting);
    await query(setting.url, "update counts_v1.counts set total = 99");
    const build = await built(setting);
    expect(await switchTo(partsOf(setting), { ...byAda, build })).toMatchObject({
      kind: "done",
      from: "1.1",
      to: "1.2",
    });
    expect(await standing(setting)).toEqual(["1.1 previous ready", "1.2 active ready"]);
    expect(await setting.rows()).toEqual({ user: [3, 6] });
    expect(await setting.rows("counts_build_1")).toEqual({ user: [3, 99] });
    await setting.amounts("user-1", 10);
    await vi.waitFor(async () => {
      expect(await setting.rows()).toEqual({ user: [4, 16] });
      expect(await setting.rows("counts_build_1")).toEqual({ user: [4, 109] });
    });
    expect(await rollBack(partsOf(setting), byAda)).toMatchObject({ kind: "done", from: "1.2", to: "1.1" });
    expect(await setting.rows()).toEqual({ user: [4, 109] });
    const told = await query(setting.url, "select type, data from projections.untold order by at");
    expect(told).toEqual([
      {
        type: "ReadModelSwitched",
        data: { readModel: "counts", from: "1.1", to: "1.2", isBack: false, by: "ada", reason: "because" },
      },
      {
        type: "ReadModelSwitched",
        data: { readModel: "counts", from: "1.2", to: "1.1", isBack: true, by: "ada", reason: "because" },
      },
    ]);
  });

  it("takes no rests while an operator hurries it, which is on record", async () => {
    const setting = await Setting.make();
    const parts = partsOf(setting);
    await declare(setting.pool, parts.registry, "counts");
    expect(await changePace(setting.pool, { ...byAda, isHurried: true })).toMatchObject({ kind: "refused" });
    await beginBuild(parts, { name: "counts" });
    const build = { projection: counting(), number: 2 };
    expect(await isBuildHurried(setting.pool, build)).toBe(false);
    for (const isMore of [true, true, false]) {
      expect(await changePace(setting.pool, { ...byAda, isHurried: isMore })).toEqual({ kind: "done", build: "1.2" });
      expect(await isBuildHurried(setting.pool, build)).toBe(isMore);
    }
    const paces = "select data ->> 'isHurried' as hurried from projections.untold where type = $1 order by at";
    const told = await query(setting.url, paces, ["ReadModelPaceChanged"]);
    expect(told).toEqual([{ hurried: "true" }, { hurried: "false" }]);
  });

  it("hurries from its beginning, where that is said, and has no pace any more once it is ready", async () => {
    const setting = await Setting.make();
    await served(setting);
    const begun = await beginBuild(partsOf(setting), { name: "counts", hurriedBy: byAda });
    if (begun.kind === "refused") throw new Error(begun.refusal.detail);
    await untilReady(setting, begun.build);
    const beside = (await statusOfAll(setting.pool, setting.store)).find(({ build }) => build === begun.build);
    expect(beside).toMatchObject({ isHurried: false, pace: null });
  });

  it("has no end in sight while the log grows away from it", async () => {
    const setting = await Setting.make();
    const parts = partsOf(setting);
    await setting.amounts("user-1", 1, 2, 3);
    await declare(setting.pool, parts.registry, "counts");
    await beginBuild(parts, { name: "counts" });
    const goes =
      "update projections.builds set pace = $1, positions_per_second = 1, updated_at = now() where build = 2";
    for (const [pace, secondsLeft] of [
      ["resting", 3],
      ["losing", null],
    ]) {
      await query(setting.url, goes, [pace]);
      expect(await statusOfAll(setting.pool, setting.store)).toMatchObject([{ build: 1 }, { pace, secondsLeft }]);
    }
  });

  it("takes as long as it needs to make up for what the log grows by meanwhile, too", async () => {
    const setting = await Setting.make();
    const parts = partsOf(setting);
    await setting.amounts("user-1", 1, 2, 3);
    await declare(setting.pool, parts.registry, "counts");
    await beginBuild(parts, { name: "counts" });
    const goes = `update projections.builds set positions_per_second = $2, updated_at = now(), is_indexed = build = 1,
        position = case build when 1 then 3 else 0 end where build = $1`;
    await query(setting.url, goes, [1, 2]);
    for (const [speed, secondsLeft] of [
      [5, 1],
      [2, null],
    ]) {
      await query(setting.url, goes, [2, speed]);
      expect(await statusOfAll(setting.pool, setting.store)).toMatchObject([{ build: 1 }, { secondsLeft }]);
    }
  });

  it("of a newer version leaves the older one's tables where its queries look for them", async () => {
    const setting = await Setting.make();
    const versions = [counting(), counting({ version: 2 })];
    await served(setting, ...versions);
    const parts = partsOf(setting, ...versions);
    const build = await built(setting, parts);
    await switchTo(parts, { ...byAda, build });
    expect(await schemas(setting)).toEqual([{ schema: "counts_v1" }, { schema: "counts_v2" }]);
    await setting.amounts("user-1", 4);
    await areBothUpToDate(setting);
    await rollBack(parts, byAda);
    expect(await standing(setting)).toEqual(["1.1 active ready", "2.2 previous ready"]);
  });

  it("goes by itself, where that is said, in place of an older version", async () => {
    const setting = await Setting.make();
    const versions = [counting(), counting({ version: 2 })];
    await setting.amounts("user-1", 1, 2, 3);
    await declare(setting.pool, new ProjectionRegistry([counting()]), "counts");
    setting.worker(versions, quick, { newVersions: "auto" });
    await vi.waitFor(
      async () => expect(await standing(setting)).toEqual(["1.1 previous ready", "2.2 active ready"]),
      15_000,
    );
    expect(setting.reports.join("\n")).toContain("This release has counts v2; queries go to counts v1.1.");
  });

  it("is only announced otherwise", async () => {
    const setting = await Setting.make();
    await served(setting, counting(), counting({ version: 2 }));
    await vi.waitFor(() => expect(setting.reports.join()).toContain("projections rebuild counts"));
    expect(await standing(setting)).toEqual(["1.1 active ready"]);
  });

  it("goes on where it stood when its worker dies, and skips what was skipped", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2);
    const position = await setting.append("user-1", { amount: -5 });
    const first = setting.worker([counting()]);
    await setting.until({ state: "stopped" });
    await skip(setting.pool, { ...byAda, position });
    await setting.untilAtHead();
    await first.close();
    for (let n = 0; n < 5; n++) await setting.amounts(`message-${n}`, ...Array.from({ length: 1_000 }, () => 1));
    const dying = setting.process();
    await beginBuild(partsOf(setting), { name: "counts" });
    await vi.waitUntil(
      async () => (await standing(setting)).length === 2 && (await positionOf(setting, 2)) > 0n,
      15_000,
    );
    await dying.kill();
    setting.worker([counting()]);
    await untilReady(setting, 2);
    expect(await setting.rows("counts_build_2")).toEqual(await setting.model({ without: [position] }));
  });

  it("is dropped, schema and all, and its number is not given again", async () => {
    const setting = await Setting.make();
    await served(setting);
    await built(setting);
    expect(await drop(setting.pool, { name: "counts", build: 1 })).toMatchObject({ refusal: { code: "conflict" } });
    expect(await drop(setting.pool, { name: "counts", build: 7 })).toMatchObject({ refusal: { code: "not_found" } });
    expect(await drop(setting.pool, { name: "counts", build: 2 })).toEqual({ kind: "done" });
    expect(await query(setting.url, "select from pg_namespace where nspname = 'counts_build_2'")).toEqual([]);
    expect(await built(setting)).toBe(3);
    await setting.amounts("user-1", 4);
    await areBothUpToDate(setting);
    expect(setting.reports).toEqual([]);
  });

  it("whose dropping was cut short is dropped by whoever looks next", async () => {
    const setting = await Setting.make();
    await served(setting);
    await built(setting);
    await query(
      setting.url,
      "update projections.builds set state = 'dropping', lease_holder = null, lease_token = null, lease_until = null where build = 2",
    );
    await vi.waitFor(async () => {
      expect(await query(setting.url, "select from projections.builds where build = 2")).toEqual([]);
      expect(await query(setting.url, "select from pg_namespace where nspname = 'counts_build_2'")).toEqual([]);
    }, 15_000);
  });

  it("that somebody still reads is given up at once, and goes when they have ended", async () => {
    const setting = await Setting.make();
    await served(setting);
    await built(setting);
    const reader = await setting.reader("counts_build_2");
    expect(await drop(setting.pool, { name: "counts", build: 2 })).toEqual({ kind: "done" });
    expect(await standing(setting)).toEqual(["1.1 active ready"]);
    await reader.end();
    const left = "select from pg_namespace where nspname = 'counts_build_2'";
    await vi.waitFor(async () => expect(await query(setting.url, left)).toEqual([]), 15_000);
    expect(setting.reports).toEqual([]);
  });

  it("is refused where there is one already, and a switch where there is nothing to switch to", async () => {
    const setting = await Setting.make();
    await served(setting);
    const parts = partsOf(setting);
    const refusalOf = (code: string): unknown =>
      expect.objectContaining({ kind: "refused", refusal: expect.objectContaining({ code }) as unknown });
    expect(await beginBuild(parts, { name: "nothing" })).toEqual(refusalOf("not_found"));
    expect(await switchTo(parts, { ...byAda, build: 2 })).toEqual(refusalOf("not_found"));
    expect(await switchTo(parts, { ...byAda, build: 1 })).toEqual(refusalOf("conflict"));
    expect(await rollBack(parts, byAda)).toEqual(refusalOf("conflict"));
    expect(await rollBack(parts, { ...byAda, name: "nothing" })).toEqual(refusalOf("not_found"));
    await built(setting);
    expect(await beginBuild(parts, { name: "counts" })).toEqual(refusalOf("conflict"));
  });

  it("is made by the command where no server runs", async () => {
    const setting = await Setting.make();
    await served(setting);
    const alone = await Setting.make(setting.url);
    const { pool, store, url } = alone;
    const progress: bigint[] = [];
    const outcome = await rebuildBeside("counts", {
      ...partsOf(alone),
      pool,
      store,
      codec,
      connection: { connectionString: url },
      lease: quick,
      onProgress: ({ position }) => progress.push(position),
    });
    expect(outcome).toMatchObject({ kind: "done", status: { isReady: true, build: 2, secondsLeft: 0 } });
    expect(progress.at(-1)).toBe(3n);
  });
});

async function positionOf({ pool, store }: Setting, build: number): Promise<bigint> {
  return (await statusOfAll(pool, store)).find((each) => each.build === build)?.position ?? 0n;
}

describe("a comparison", () => {
  it("that is crossed by a switch is refused", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    await declare(setting.pool, new ProjectionRegistry([counting()]), "counts");
    const worker = setting.worker([counting()]);
    await setting.until({ state: "running" });
    const build = await built(setting);
    await worker.close(); // whose leaders would wait for the table, too
    const holder = await setting.pool.connect();
    await holder.query("begin; lock table counts_v1.counts in access exclusive mode");
    const comparing = compareBuilds(setting.pool, { name: "counts", whole: true, limit: 20, timeoutMs: 30_000 });
    await untilSomebodyWaits(setting);
    expect(await switchTo(partsOf(setting), { ...byAda, build })).toMatchObject({ kind: "done" });
    await holder.query("commit");
    holder.release();
    expect(await comparing).toMatchObject({ kind: "refused", refusal: { code: "conflict" } });
  });
});

describe("a release that does not know the version that queries go to", () => {
  /** Versions 1 and 2 are asked in the same words. */
  const both = [counting(), { ...counting({ version: 2 }), schema: "counts_v1" }];

  it("has them go to one that it knows, by the name that queries know", async () => {
    const setting = await Setting.make();
    await served(setting, ...both);
    const parts = partsOf(setting, ...both);
    await switchTo(parts, { ...byAda, build: await built(setting, parts) });
    expect(await schemas(setting)).toEqual([{ schema: "counts_build_1" }, { schema: "counts_v1" }]);
    await Promise.all([1, 2].map(() => declare(setting.pool, new ProjectionRegistry([counting()]), "counts")));
    expect(await standing(setting)).toEqual(["1.1 active ready", "2.2 ready"]);
    expect(await schemas(setting)).toEqual([{ schema: "counts_v1" }, { schema: "counts_build_2" }]);
    await setting.amounts("user-1", 4);
    await areBothUpToDate(setting);
  });

  it("makes its own where there is none any more, under that name", async () => {
    const setting = await Setting.make();
    await served(setting, ...both);
    const parts = partsOf(setting, ...both);
    await switchTo(parts, { ...byAda, build: await built(setting, parts) });
    await drop(setting.pool, { name: "counts", build: 1 });
    await Promise.all([1, 2].map(() => declare(setting.pool, new ProjectionRegistry([counting()]), "counts")));
    await untilReady(setting, 3);
    expect(await standing(setting)).toEqual(["2.2 ready", "1.3 active ready"]);
    expect(await schemas(setting)).toEqual([{ schema: "counts_build_2" }, { schema: "counts_v1" }]);
    await areBothUpToDate(setting);
  });
});

describe("a switch", () => {
  it("is seen whole by every statement, none of which fails, while the log grows and it goes to and fro", async () => {
    const setting = await Setting.make();
    await served(setting);
    await built(setting);
    const over = new AbortController();
    const appending = (async () => {
      while (!over.signal.aborted) {
        await setting.amounts("user-1", 1);
        await pause(5);
      }
    })();
    const pool = newPool(setting.url);
    const seen = new Set<number>();
    const asking = Array.from({ length: 4 }, async () => {
      while (!over.signal.aborted) {
        // The rows and the checkpoint of the build that has the name that queries know.
        const { rows } = await pool.query<{ events: number; build: number; position: string }>({
          name: "asked again and again",
          text: `select c.events, b.build, b.position from counts_v1.counts c, projections.builds b
            where b.schema_name = 'counts_v1'`,
        });
        const [row] = rows;
        seen.add(row?.build ?? 0);
        expect(row?.events).toBe(Number(row?.position));
      }
    });
    let build = 2;
    for (let n = 0; n < 6; n++) {
      expect(await switchTo(partsOf(setting), { ...byAda, build })).toMatchObject({ kind: "done" });
      await setting.amounts("user-2", 1);
      build = 3 - build;
    }
    over.abort();
    await Promise.all([appending, ...asking]);
    await pool.end();
    expect([...seen].toSorted((one, other) => one - other)).toEqual([1, 2]);
    await areBothUpToDate(setting);
    expect(setting.reports).toEqual([]);
  });

  it("goes from a build that is stopped to one that is past it, and never to one that is behind", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1);
    await declare(setting.pool, new ProjectionRegistry([counting()]), "counts");
    const strict = counting();
    const lenient: Projection = {
      ...counting({ version: 2 }),
      async migrate(client) {
        await strict.migrate(client);
        await client.query("alter table counts drop constraint counts_least_check");
      },
    };
    setting.worker([strict, lenient]);
    await setting.until({ state: "running" });
    const parts = partsOf(setting, strict, lenient);
    const build = await built(setting, parts);
    await setting.append("user-1", { amount: -1 });
    await setting.until({ state: "stopped" });
    await vi.waitUntil(async () => (await positionOf(setting, 2)) === 2n, 15_000);
    expect(await switchTo(parts, { ...byAda, build })).toMatchObject({ kind: "done" });
    expect(await rollBack(parts, byAda)).toMatchObject({ refusal: { code: "conflict", detail: "It is stopped." } });
  });

  it("goes from a build of another log to one of this log, whose positions say nothing of the other's", async () => {
    const setting = await Setting.make();
    await setting.amounts("user-1", 1, 2, 3);
    const former = setting.worker([counting()]);
    await setting.untilAtHead();
    await former.close();
    await query(setting.url, "update projections.builds set position = 1000, last_event_position = 1000");
    await setting.store.renewEpoch();
    setting.worker([counting()]);
    await setting.until({ state: "stopped" });
    const build = await built(setting);
    expect(await switchTo(partsOf(setting), { ...byAda, build })).toMatchObject({ kind: "done" });
    expect(await setting.rows()).toEqual({ user: [3, 6] });
  });
});
