import type { FastifyInstance } from "fastify";
import { unavailable } from "../problem.ts";

/** While the server closes, connections that are open may still bring requests: they are to go to another process. */
export function refuseWhenClosing(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook("preClose", (done) => {
    isClosing = true;
    done();
  });
  server.addHook("onRequest", (_request, reply, next) => {
    if (!isClosing) return next();
    void reply.header("connection", "close");
    next(unavailable("The server is stopping; try again."));
  });
}
