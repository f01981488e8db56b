import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { openFoundation } from "../src/foundation.ts";
import { checkList, checkReadModels } from "./rebuild/check.ts";
import { emmettList } from "./rebuild/emmett-list.ts";
import { fillLog, type Filled } from "./rebuild/fill-log.ts";
import { RawRows } from "./rebuild/raw-rows.ts";
import { rebuildIn, type Place } from "./rebuild/rebuilding.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { thereAndBack, type Sample } from "./support/in-turns.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";

const unit = "events/s";
const total = Number(process.env["REBUILD_EVENTS"] ?? 200_000);

/** P4: the read models from nothing, from the first event to the log's end with every index. */
export const rebuild: Benchmark = async () => {
  await using opened = new AsyncDisposableStack();
  const dataDir = opened.adopt(await mkdtemp(join(tmpdir(), "verbatim-bench-keys-")), (folder) =>
    rm(folder, { recursive: true, force: true }),
  );
  const postgres = opened.use(await BenchPostgres.start());
  const place = { url: await postgres.newDatabase("rebuilding"), dataDir };
  const filled = await fill(place);
  const rows = await allOfThem(place, { filled, rawUrl: await postgres.newDatabase("raw") });
  return [...rows, await listAlone(place, { filled, emmettUrl: await postgres.newDatabase("emmett_rebuilding") })];
};

async function fill({ url, dataDir }: Place): Promise<Filled> {
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: dataDir });
  await using foundation = await openFoundation(config, { as: "server", report: console.error });
  return await fillLog(foundation, total);
}

async function allOfThem(place: Place, { filled, rawUrl }: { filled: Filled; rawUrl: string }): Promise<Row[]> {
  let megabytes = 0;
  const ours = async (): Promise<Sample> => {
    const rebuilt = await rebuildIn(place, "all");
    await checkReadModels(place.url, filled);
    megabytes = Math.max(megabytes, rebuilt.megabytes);
    return { done: total, seconds: rebuilt.seconds };
  };
  await ours(); // whose rows are the baseline's
  await using raw = await RawRows.read(place.url, rawUrl);
  const rates = await thereAndBack({ ours, raw: () => raw.write(total) });
  await raw.check();
  const what = `all read models from ${total.toLocaleString("en")} events`;
  const baseline = { name: "INSERT … unnest of their last rows", figure: rates.raw };
  return [
    { id: "P4", what, unit, ours: rates.ours, baseline, goal: { of: "ratio", is: "at least", value: 0.5 } },
    {
      id: "P4-memory",
      what: `${what}: the process's memory at most`,
      unit: "MB",
      ours: megabytes,
      baseline: null,
      goal: { of: "ours", is: "at most", value: 300 },
    },
  ];
}

async function listAlone(place: Place, { filled, emmettUrl }: { filled: Filled; emmettUrl: string }): Promise<Row> {
  await using emmett = await emmettList(emmettUrl);
  const rates = await thereAndBack({
    async ours() {
      const { seconds } = await rebuildIn(place, "conversations");
      await checkList(place.url, filled);
      return { done: total, seconds };
    },
    emmett: () => emmett.rebuild(),
  });
  return {
    id: "P4-emmett",
    what: "the conversation list alone",
    unit,
    ours: rates.ours,
    baseline: { name: "emmett-postgresql 0.42.0, 10,000 events", figure: rates.emmett },
    goal: { of: "ratio", is: "at least", value: 20 },
  };
}
