import type { FastifyContextConfig, FastifyInstance, RouteOptions } from "fastify";
import { z } from "zod";
import type { Role } from "../../auth/accounts.ts";
import { problem } from "../schemas/problem.ts";
import { keyed } from "./idempotency.ts";
import { problemsOf } from "./route-problems.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may use a route: those who are logged in, or of them those with a role, or one of these; which conversation one may see is the endpoint's to ask. */
    access?: "anyone" | "session" | Role | readonly Role[];
    /** Nothing of it is in the log: its answer has no X-Position. */
    isEphemeral?: true;
  }
}

const minPosition = z
  .string()
  .max(100)
  .optional()
  .describe("An X-Position: the answer shows at least what was done up to there, or is a 503.");

const failure = {
  default: { description: "A problem (RFC 9457).", content: { "application/problem+json": { schema: problem } } },
};

/**
 * Holds every route of the API to the rules that all share: it says who may use it, is described for people, and
 * refuses fields that it does not name.
 */
export function completeRoutes(server: FastifyInstance): void {
  server.addHook("onRoute", (route) => {
    if (route.url.startsWith("/api/") && route.schema?.hide !== true && route.method !== "HEAD") complete(route);
  });
}

function complete(route: RouteOptions): void {
  const { schema = {}, config } = route;
  const { access } = config ?? {};
  const name = `${String(route.method)} ${route.url}`;
  if (!access) throw new Error(`${name} does not say who may use it.`);
  if (!schema.summary || !schema.tags || !schema.response) throw new Error(`${name} is not described.`);
  const query = objectOf(schema.querystring, name);
  route.schema = {
    ...schema,
    querystring: config?.reads ? query.safeExtend({ min_position: minPosition }) : query,
    ...(route.method !== "GET" && bodyOf(schema.body)),
    response: { ...schema.response, ...failure },
    ...forDescription(route),
    description: [whoMay(access), ...(schema.description === undefined ? [] : [schema.description])].join(" "),
    security: access === "anyone" ? [] : [{ token: [] }, { cookie: [] }],
  };
}

/** What only the description says of it; see ./openapi-document.ts. */
function forDescription(route: RouteOptions): object {
  const { reads, isEphemeral = false } = route.config ?? {};
  const tellsPlace = reads !== undefined || (route.method !== "GET" && !isEphemeral);
  return {
    "x-problems": problemsOf(route),
    "x-headers": [
      ...(tellsPlace ? ["X-Position"] : []),
      ...(route.schema?.headers === keyed ? ["Idempotent-Replayed"] : []),
    ],
  };
}

function whoMay(access: NonNullable<FastifyContextConfig["access"]>): string {
  if (access === "anyone") return "For anyone.";
  if (access === "session") return "For whoever is logged in.";
  return `For those with the role ${[access].flat().join(" or ")}.`;
}

/** With what the description of the API is to say of it. An empty object is as good as none. */
function bodyOf(schema: unknown): object {
  if (schema === undefined) return { body: z.strictObject({}).optional(), "x-body": "none" };
  return { body: schema, ...(schema instanceof z.ZodOptional && { "x-body": "optional" }) };
}

function objectOf(schema: unknown, name: string): z.ZodObject {
  if (schema === undefined) return z.strictObject({});
  if (schema instanceof z.ZodObject) return schema;
  throw new Error(`${name} has a query that is no object.`);
}
