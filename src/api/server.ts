import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { EventStore } from "../event-store/port.ts";
import { health } from "./operations/health.ts";
import { answerWithProblems } from "./problem.ts";

export interface ServerParts {
  readonly store: EventStore;
  readonly logger: FastifyBaseLogger;
}

/** The HTTP server, not listening yet. */
export function createServer({ store, logger }: ServerParts): FastifyInstance {
  const logController = new LogController({ disableRequestLogging: true });
  const server: FastifyInstance = fastify({ loggerInstance: logger, logController });
  answerWithProblems(server);
  health(server, store);
  return server;
}
