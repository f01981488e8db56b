import type { FastifyInstance, FastifyRequest, RouteOptions } from "fastify";
import type { Position } from "../../event-store/port.ts";
import { NotKnownYet } from "../../projections/not-known-yet.ts";
import { tellingWhoMayRead, type Places } from "../places.ts";
import { unavailable } from "../problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Up to which position it is known who may read what; null where no read model is asked. */
    knownUpTo: Position | null;
  }
}

/** Words may change again and again while they are asked for. */
const mostTries = 5;

/**
 * Whatever asks for lines shows what was said up to one position: that up to which it was known who may read what, before
 * it asked. Who may read is then judged at that position or a later one, so that somebody who was removed is shown nothing
 * that came after it. Where a line says something newer, as an edited one does, it is waited for and asked again.
 */
export function boundByKnownReaders(server: FastifyInstance, places: Places): void {
  server.decorateRequest("knownUpTo", null);
  server.addHook("onRoute", (route) => {
    if (route.config?.reads?.includes("lines")) boundRoute(route, places);
  });
}

function boundRoute(route: RouteOptions, places: Places): void {
  const { handler, config } = route;
  const isJudged = tellingWhoMayRead.every((name) => config?.reads?.includes(name));
  if (!isJudged) throw new Error(`${String(route.method)} ${route.url} asks for lines, and not for who may read them.`);
  route.handler = async function bounded(request, reply) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await handler.call(this, request, reply);
      } catch (error) {
        if (!(error instanceof NotKnownYet)) throw error;
        if (tries === mostTries) throw unavailable("Who may read this is not known yet; try again.");
        request.knownUpTo = await places.untilKnown(error.position);
      }
    }
  };
}

/** Of a query of lines. */
export function boundOf({ knownUpTo }: FastifyRequest): Position {
  if (knownUpTo === null) throw new Error("A route asks for lines, and does not say so.");
  return knownUpTo;
}
