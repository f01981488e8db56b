import { createServer } from "./api/server.ts";
import { compose } from "./compose.ts";
import { readConfig } from "./config.ts";
import { createLogger } from "./platform/logging.ts";
import { reasonOf, StartRefused } from "./platform/start-refused.ts";

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const parts = await compose(config, { as: "server", report: (sentence) => logger.warn(sentence) });
  const server = createServer({ store: parts.store, logger });
  await server.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    await parts[Symbol.asyncDispose]();
    throw new StartRefused("PORT", `cannot listen on ${config.host}:${config.port}: ${reasonOf(error)}.`);
  });

  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, "Stopping.");
    void server
      .close()
      .then(() => parts[Symbol.asyncDispose]())
      .catch(fail);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
}

/** A wrong setting is a sentence; anything else is a fault of ours and keeps its trace. */
function fail(error: unknown): never {
  console.error(error instanceof StartRefused ? `verbatim: ${error.message}` : error);
  process.exit(1);
}

await start().catch(fail);
