import fastify, { LogController } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { showMetrics, type Scraped } from "./metrics/show.ts";
import { health } from "./operations/health.ts";
import type { ApiServer, ServerParts } from "./parts.ts";
import { answerWithProblems } from "./plugins/problems.ts";
import { validateBySchema, withoutCompilers } from "./plugins/validation.ts";

/** For a process that answers nobody but its supervisor. Not listening yet. */
export async function createHealthServer({
  logger,
  store,
  ...scraped
}: Pick<ServerParts, "logger" | "store"> & Scraped): Promise<ApiServer> {
  const logController = new LogController({ disableRequestLogging: true });
  const server = fastify({
    loggerInstance: logger,
    logController,
    schemaController: withoutCompilers,
  }).withTypeProvider<ZodTypeProvider>();
  answerWithProblems(server);
  validateBySchema(server);
  health(server, { store });
  showMetrics(server, scraped);
  await server.ready();
  return server;
}
