import { setTimeout as pause } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import { finishRegistrations } from "./auth/finish-registrations.ts";
import { finishStandings } from "./auth/finish-standings.ts";
import { createHealthServer } from "./api/health-server.ts";
import type { ApiServer, ServerParts } from "./api/parts.ts";
import { createServer } from "./api/server.ts";
import { composeServer, startProjections, startWorkers } from "./compose.ts";
import { readConfig, type Config } from "./config.ts";
import { openFoundation } from "./foundation.ts";
import { createLogger } from "./platform/logging.ts";
import { reasonOf, StartRefused } from "./platform/start-refused.ts";

const sweepEveryMs = 30_000;

async function run(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const stopping = stopSignal(logger);
  const report = (sentence: string): void => logger.warn(sentence);
  await using foundation = await openFoundation(config, { as: "server", report });
  const options = { config, foundation, logger, signal: stopping };
  await using threads = new AsyncDisposableStack();
  if (config.roles.has("projections")) threads.use(startProjections(options));
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
    const server = await createHealthServer({ logger, store: foundation.store });
    await listen(server, config);
    await until(stopping);
    await server.close();
  }
}

/** Aborted by the first signal to stop. */
function stopSignal(logger: FastifyBaseLogger): AbortSignal {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping.signal.aborted) return;
    logger.info({ signal }, "Stopping.");
    stopping.abort();
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return stopping.signal;
}

async function until(stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return;
  await new Promise<void>((resolve) => stopping.addEventListener("abort", () => resolve(), { once: true }));
}

async function listen(server: ApiServer, { host, port }: Config): Promise<void> {
  await server.listen({ host, port }).catch((error: unknown) => {
    throw new StartRefused("PORT", `cannot listen on ${host}:${port}: ${reasonOf(error)}.`);
  });
}

/** Accounts whose registration a crash cut short become people after all; the log learns who was disabled. */
async function sweepAccounts({ auth, commands, logger }: ServerParts, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await finishRegistrations(auth, commands).catch((error: unknown) =>
      logger.warn(`Registrations could not be finished: ${reasonOf(error)}`),
    );
    await finishStandings(auth, commands).catch((error: unknown) =>
      logger.warn(`The log could not be told of disabled accounts: ${reasonOf(error)}`),
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
