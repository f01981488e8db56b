import type { FastifyInstance } from "fastify";
import type { ReadModel } from "../../projections/reads/read-models.ts";
import { positionText } from "../../wire/position.ts";
import type { Places } from "../places.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Of a query: the read models that it asks. It takes `min_position` and tells its X-Position. */
    reads?: readonly ReadModel[];
  }
}

/** Before a query is asked: waits for what it has to show, and tells from where in the log it answers. */
export function tellPositions(server: FastifyInstance, places: Places): void {
  server.addHook("preHandler", async (request, reply) => {
    const { reads } = request.routeOptions.config;
    if (!reads) return;
    const { min_position: minPosition } = request.query as { min_position?: string };
    const place = await places.ofQuery(reads, minPosition);
    request.knownUpTo = place.knownUpTo;
    void reply.header("x-position", positionText(place));
  });
}
