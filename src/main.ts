import { flushCompileCache } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { finishRegistrations } from "./auth/finish-registrations.ts";
import { finishStandings } from "./auth/finish-standings.ts";
import { createHealthServer } from "./api/health-server.ts";
import type { ApiServer, ServerParts } from "./api/parts.ts";
import { createServer } from "./api/server.ts";
import { recordOperation } from "./commands/record-operation.ts";
import { composeServer } from "./compose.ts";
import { startProjections, startProof } from "./compose-threads.ts";
import { startWorkers } from "./compose-workers.ts";
import { readConfig, type Config } from "./config.ts";
import { openFoundation } from "./foundation.ts";
import { measuredAppends } from "./event-store/measured-appends.ts";
import { ObservedEventStore } from "./event-store/observed-event-store.ts";
import { PostgresEventStore } from "./event-store/postgres/postgres-event-store.ts";
import { tracedAppends } from "./event-store/traced-appends.ts";
import { measureJobs, measureProof, measureReading } from "./measured.ts";
import { measurePools, stateOfPool } from "./measured-process.ts";
import { freeLeavings } from "./platform/free-leavings.ts";
import { createLogger } from "./platform/logging.ts";
import { Metrics } from "./platform/metrics/metrics.ts";
import type { Tracing } from "./platform/tracing/tracing.ts";
import { reasonOf, StartRefused } from "./platform/start-refused.ts";
import { tellRecorded } from "./projections/record.ts";
import { positionsOfReactors } from "./reactors/checkpoint.ts";
import { stopSignal } from "./stopping.ts";

const sweepEveryMs = 30_000;
/** Connections that wait to be taken, as far as the system lets so many: after a cut thousands come back at once. */
const backlog = 4_096;

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const stopping = stopSignal({ logger, withinMs: config.stopWithin * 1_000 });
  const report = (sentence: string): void => logger.warn(sentence);
  await using opened = await openFoundation(config, { as: "server", report });
  const metrics = new Metrics();
  await using tracing = await openTracing(config);
  const observers = [measuredAppends(metrics), ...(tracing ? [tracedAppends(tracing)] : [])];
  const foundation = { ...opened, store: new ObservedEventStore(opened.store, observers) };
  const { pool, store } = foundation;
  const measurePool = measurePools(metrics); // the first: those below ask the database, and would be counted themselves
  measureReading(metrics, { pool, store, reactors: () => positionsOfReactors(pool) });
  measureJobs(metrics, pool);
  measureProof(metrics, { pool, store });
  measurePool("general", () => stateOfPool(pool));
  const log = opened.store;
  if (log instanceof PostgresEventStore) measurePool("log", () => log.readers());
  const options = { config, foundation, metrics, measurePool, tracing, logger, signal: stopping };
  await using threads = new AsyncDisposableStack();
  if (config.roles.has("projections")) threads.use(startProjections(options));
  if (config.roles.has("workers")) threads.use(startProof(options));
  if (config.roles.has("workers")) threads.use(await startWorkers(options));
  if (config.roles.has("api") || config.roles.has("gateway")) {
    await using running = await composeServer(options);
    const server = await createServer(running.api);
    await listen(server, config);
    const sweeping = sweepAccounts(running.api, stopping);
    await until(stopping);
    await running.endStreams();
    await server.close();
    await sweeping;
  } else {
    const server = await createHealthServer({ logger, store, metrics, settings: config });
    await listen(server, config);
    await until(stopping);
    await server.close();
  }
}

/** What makes traces is loaded where somebody collects them, and takes nothing otherwise. */
async function openTracing({ tracing }: Config): Promise<Tracing | null> {
  if (!tracing) return null;
  const { openTracing: open } = await import("./platform/tracing/open-tracing.ts");
  return open(tracing);
}

async function until(stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return;
  await new Promise<void>((resolve) => stopping.addEventListener("abort", () => resolve(), { once: true }));
}

async function listen(server: ApiServer, { host, port }: Config): Promise<void> {
  await server.listen({ host, port, backlog }).catch((error: unknown) => {
    throw new StartRefused("PORT", `cannot listen on ${host}:${port}: ${reasonOf(error)}.`);
  });
  // By now all is compiled; Node itself would keep it only at an end in good order.
  flushCompileCache();
  freeLeavings();
}

/** What a crash cut short is finished: accounts become people after all, the log learns who was disabled, and what operators did. */
async function sweepAccounts({ auth, commands, logger }: ServerParts, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await finishRegistrations(auth, commands).catch((error: unknown) =>
      logger.warn(`Registrations could not be finished: ${reasonOf(error)}`),
    );
    await finishStandings(auth, commands).catch((error: unknown) =>
      logger.warn(`The log could not be told of disabled accounts: ${reasonOf(error)}`),
    );
    await tellRecorded(auth.pool, (untold) => recordOperation(commands, untold)).catch((error: unknown) =>
      logger.warn(`The log could not be told what operators did: ${reasonOf(error)}`),
    );
    await pause(sweepEveryMs, undefined, { signal: stopping }).catch(() => undefined); // aborted: the loop ends
  }
}

/** A wrong setting is a sentence; anything else is a fault of ours and keeps its trace. */
function fail(error: unknown): never {
  console.error(error instanceof StartRefused ? `verbatim: ${error.message}` : error);
  process.exit(1);
}

await run().catch(fail);
