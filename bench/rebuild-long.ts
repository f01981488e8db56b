import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { openFoundation } from "../src/foundation.ts";
import { checkReadModels } from "./rebuild/check.ts";
import { fillLog } from "./rebuild/fill-log.ts";
import { rebuildIn, type Rebuilt } from "./rebuild/rebuilding.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { BenchPostgres } from "./support/postgres.ts";

const total = Number(process.env["REBUILD_LONG_EVENTS"] ?? 1_000_000);
const few = total / 10;

/** P4 on a long log: as fast for each event, and in as much memory, as on a tenth of it. */
export const rebuildLong: Benchmark = async () => {
  await using opened = new AsyncDisposableStack();
  const dataDir = opened.adopt(await mkdtemp(join(tmpdir(), "verbatim-bench-keys-")), (folder) =>
    rm(folder, { recursive: true, force: true }),
  );
  const postgres = opened.use(await BenchPostgres.start());
  const rebuilt = async (count: number): Promise<Rebuilt> => {
    const url = await postgres.newDatabase(`long_${count}`);
    const config = readConfig({ DATABASE_URL: url, DATA_DIR: dataDir });
    await using foundation = await openFoundation(config, { as: "server", report: console.error });
    const filled = await fillLog(foundation, count);
    const { seconds, megabytes } = await rebuildIn({ url, dataDir }, "all");
    await checkReadModels(url, filled);
    return { seconds, megabytes };
  };
  const short = await rebuilt(few);
  const long = await rebuilt(total);
  const what = `all read models from ${total.toLocaleString("en")} events`;
  const name = `from ${few.toLocaleString("en")}`;
  return [
    {
      id: "P4-long",
      what,
      unit: "events/s",
      ours: total / long.seconds,
      baseline: { name, figure: few / short.seconds },
      goal: null,
    },
    {
      id: "P4-long-memory",
      what: `${what}: the process's memory at most`,
      unit: "MB",
      ours: long.megabytes,
      baseline: { name, figure: short.megabytes },
      goal: { of: "ours", is: "at most", value: 300 },
    },
  ];
};
