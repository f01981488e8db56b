import type { FastifyInstance } from "fastify";
import type { EventStore } from "../../event-store/port.ts";

/** For balancers and supervisors: alive is the process, ready is the process and its log. */
export function health(server: FastifyInstance, store: EventStore): void {
  server.get("/health/live", () => ({ status: "live" }));

  server.get("/health/ready", async () => {
    const [epoch, position] = await Promise.all([store.epoch(), store.head()]);
    return { status: "ready", position: `${epoch}.${position}` };
  });
}
