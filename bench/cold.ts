import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerProcess } from "../test/support/server-process.ts";
import { Archive } from "./read/archive.ts";
import { settledKilobytes } from "./stream/resident.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";
import { VerbatimServer } from "./support/verbatim-server.ts";

const lines = Number(process.env["COLD_MESSAGES"] ?? 1_000_000);
const many = lines.toLocaleString("en");

/** P10 and P11: how long a start takes, and what the process then has in memory, with nothing said and with much. */
export const cold: Benchmark = async () => {
  const empty = await inAnEmptyFolder();
  await using postgres = await BenchPostgres.start();
  const url = await postgres.newDatabase("cold");
  const before = await VerbatimServer.start(url);
  await using archive = await Archive.begin(before, url);
  await archive.growTo(lines);
  const afterAll = await settledKilobytes(before.pid);
  const again = await before.startedAgain();
  const started = await settledKilobytes(again.pid);
  await again[Symbol.asyncDispose]();
  return [
    seconds("P10-empty", "from nothing to the first answer: an empty folder, its PostgreSQL made", empty.seconds, 5),
    seconds("P10-long", `from a process to the first answer: a log of ${many} messages`, again.seconds, 3),
    ...memory("P11-idle", "Node's memory, started in an empty folder", empty.kilobytes, 150),
    ...memory("P11-started", `Node's memory, started on ${many} messages`, started, null),
    ...memory("P11-long", `Node's memory, after ${many} messages have gone through it`, afterAll, null),
  ];
};

interface Started {
  readonly seconds: number;
  readonly kilobytes: number | null;
}

/** As a newcomer's: an earlier start has been compiled for it, PostgreSQL is installed. */
async function inAnEmptyFolder(): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), "verbatim-bench-cold-"));
  const settings = { DATA_DIR: folder, LOG_LEVEL: "warn" };
  const began = performance.now();
  const server = await ServerProcess.start(settings);
  try {
    await server.ready();
    return { seconds: (performance.now() - began) / 1_000, kilobytes: await settledKilobytes(server.pid) };
  } finally {
    await server.kill("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
}

function seconds(id: string, what: string, ours: number, most: number): Row {
  return { id, what, unit: "s", ours, baseline: null, goal: { of: "ours", is: "at most", value: most } };
}

/** No row where the system does not tell. */
function memory(id: string, what: string, kilobytes: number | null, most: number | null): Row[] {
  if (kilobytes === null) return [];
  const goal = most === null ? null : ({ of: "ours", is: "at most", value: most } as const);
  return [{ id, what, unit: "MB", ours: kilobytes / 1_024, baseline: null, goal }];
}
