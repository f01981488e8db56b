import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

/** A client's own id is taken over where it could be one, so that its log and ours can be read together. */
export function requestId({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/** One line for each request, when it ended: the route as it is declared, never the address with what people typed. */
export function logRequests(server: FastifyInstance): void {
  server.addHook("onRequest", (request, reply, next) => {
    void reply.header("x-request-id", request.id);
    next();
  });
  server.addHook("onResponse", (request, reply, next) => {
    const { method, viewer, problem, routeOptions } = request;
    const route = routeOptions.url ?? "none";
    const level = route.startsWith("/health") ? "debug" : "info";
    request.log[level](
      {
        method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(viewer && { userId: viewer.userId }),
        ...(problem && { code: problem }),
      },
      "A request ended.",
    );
    next();
  });
}
