import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Action } from "../../limits/actions.ts";
import { countedAddress } from "../../limits/address.ts";
import { sentenceOf, type Bucket } from "../../limits/limiter.ts";
import type { Limits } from "../../limits/open.ts";
import { RateLimited } from "../problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a request counts as; absent: `query` where it only asks, otherwise `command`. */
    limit?: Action;
  }
}

interface Limited {
  readonly limits: Limits;
}

/** Counts every request of the API: by its person, or by the address of those who need no session. */
export function limitRates(server: FastifyInstance, api: Limited): void {
  server.addHook("onRequest", async (request) => {
    const { access, limit } = request.routeOptions.config;
    if (!access) return;
    const action = limit ?? (request.method === "GET" || request.method === "HEAD" ? "query" : "command");
    await spend(api, [{ action, subject: request.viewer?.userId ?? addressOf(request) }]);
  });
}

/** @throws RateLimited where one of these buckets is empty; then nothing was taken. */
export async function spend({ limits }: Limited, buckets: readonly Bucket[]): Promise<void> {
  if (buckets.length === 0) return;
  const refused = await limits.limiter.take(buckets);
  if (refused) throw new RateLimited(sentenceOf(refused, limits.rates), refused.seconds);
}

/** By TRUSTED_PROXIES the socket's, or what they say it is. */
export function addressOf({ ip }: FastifyRequest): string {
  return countedAddress(ip);
}
