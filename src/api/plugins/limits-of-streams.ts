import type { FastifyReply, FastifyRequest } from "fastify";
import type { Api } from "../parts.ts";
import { RateLimited } from "../problem.ts";
import { addressOf } from "./limits.ts";
import { viewerOf } from "./session.ts";

/** Seconds: nobody knows when a stream ends. */
const retryAfter = 5;

/** Counts a stream until its answer is closed. @throws RateLimited where too many are open. */
export function countStream({ limits }: Pick<Api, "limits">, request: FastifyRequest, reply: FastifyReply): void {
  const entered = limits.openStreams.enter({ userId: viewerOf(request).userId, address: addressOf(request) });
  if (typeof entered === "string") throw new RateLimited(entered, retryAfter);
  if (reply.raw.closed) entered();
  else reply.raw.once("close", entered);
}
