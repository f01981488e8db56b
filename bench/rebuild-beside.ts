import { setTimeout as pause } from "node:timers/promises";
import { readConfig } from "../src/config.ts";
import { openFoundation } from "../src/foundation.ts";
import { fillLog } from "./rebuild/fill-log.ts";
import { Operator } from "./rebuild-beside/operator.ts";
import { sendingDuring } from "./rebuild-beside/steady-load.ts";
import type { Sending } from "./send/load.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { BenchPostgres } from "./support/postgres.ts";
import { VerbatimServer } from "./support/verbatim-server.ts";

/** So many that it takes about three minutes. */
const total = Number(process.env["REBUILD_BESIDE_EVENTS"] ?? 15_000);
/** Milliseconds: until everything is compiled, and then of what it is compared with. */
const warming = 15_000;
const alone = 30_000;
const members = 60;

/**
 * O1: each read model made anew beside itself, compared, switched to, gone back from and dropped, while two hundred
 * messages a second are sent: how long these take before and meanwhile. None of them may fail.
 */
export const rebuildBeside: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  const url = await postgres.newDatabase("beside");
  await using server = await VerbatimServer.start(url);
  const people = await server.register(members);
  const [first, second, ...others] = people;
  if (!first || !second) throw new Error("Nobody was registered.");
  const operator = await Operator.appoint(server, url, first);
  await fill(url, server.dataDir);
  await operator.untilAtTheEnd();
  const targets = await Promise.all(
    others.map(async (each) => {
      const id = await server.startGroup(each, [second]);
      return { path: `/api/conversations/${id}/messages`, token: each.token };
    }),
  );
  const load: Sending = { url: server.url, targets };
  await sendingDuring(load, () => pause(warming));
  const before = await sendingDuring(load, () => pause(alone));
  const names = await operator.names();
  const started = performance.now();
  const during = await sendingDuring(load, async () => {
    for (const name of names) await operator.makeAnew(name);
  });
  const seconds = (performance.now() - started) / 1_000;
  const what = `send 200/s over HTTP while all ${names.length} read models are made anew from ${total.toLocaleString("en")} events`;
  return [
    {
      id: "O1-p99",
      what: `${what}: 99th percentile`,
      unit: "ms",
      ours: during.p99,
      baseline: { name: "the same before", figure: before.p99 },
      goal: { of: "ratio", is: "at most", value: 2 },
    },
    {
      id: "O1-speed",
      what: `${what}: events of one read model after the other`,
      unit: "events/s",
      ours: (total * names.length) / seconds,
      baseline: null,
      goal: null,
    },
  ];
};

/** The server's read models take it in meanwhile. */
async function fill(url: string, dataDir: string): Promise<void> {
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: dataDir, DB_POOL_SIZE: "4", DB_MAX_OVERFLOW: "4" });
  await using foundation = await openFoundation(config, { as: "visitor", report: console.error });
  await fillLog(foundation, total);
}
