import type { RouteOptions } from "fastify";
import { keyed } from "./idempotency.ts";
import type { ProblemCode } from "../problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Problems that this endpoint answers with, beside those that follow from what its route says of itself. */
    problems?: readonly ProblemCode[];
  }
}

/** Every problem that a route may answer with, but for failures of ours: one may arise anywhere. */
export function problemsOf({ config, schema, method }: RouteOptions): readonly ProblemCode[] {
  const { access, reads, problems = [] } = config ?? {};
  const changes = method !== "GET";
  return [
    ...new Set<ProblemCode>([
      "validation_failed",
      "rate_limited",
      "unavailable",
      ...(access === "anyone" ? [] : ["unauthenticated" as const]),
      // Whoever lacks the role; pages of other sites.
      ...(changes || (access !== "anyone" && access !== "session") ? ["forbidden" as const] : []),
      ...(schema?.params === undefined ? [] : ["not_found" as const]),
      // A key that was used for something else; a position of another epoch.
      ...(schema?.headers === keyed || reads ? ["conflict" as const] : []),
      ...(changes ? ["too_large" as const, "unsupported_media_type" as const] : []),
      ...problems,
    ]),
  ];
}
