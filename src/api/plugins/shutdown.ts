import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { unavailable } from "../problem.ts";

/**
 * Closing waits for connections that are answered, and Node closes those that were. Those on which nothing was ever asked,
 * as browsers open them ahead, would hold it up until they time out.
 */
export function closeUnusedConnections(server: FastifyInstance): void {
  const unused = new Set<Socket>();
  server.server.on("connection", (socket: Socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.addHook("onRequest", (request, _reply, next) => {
    unused.delete(request.raw.socket);
    next();
  });
  server.addHook("preClose", (done) => {
    for (const socket of unused) socket.destroy();
    done();
  });
}

/**
 * While the server closes, connections that are open may still bring requests: they are to go to another process. What is
 * answered meanwhile is the last on its connection, which would hold up the end otherwise for as long as it is kept alive.
 */
export function refuseWhenClosing(server: FastifyInstance): void {
  let isClosing = false;
  server.addHook("preClose", (done) => {
    isClosing = true;
    done();
  });
  server.addHook("onRequest", (_request, _reply, next) => {
    if (!isClosing) return next();
    next(unavailable("The server is stopping; try again."));
  });
  server.addHook("onSend", (_request, reply, _payload, next) => {
    if (isClosing) void reply.header("connection", "close");
    next();
  });
}
