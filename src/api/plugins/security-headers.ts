import cors from "@fastify/cors";
import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import fastify, { type FastifyInstance } from "fastify";
import { withoutCompilers } from "./validation.ts";
import type { ApiSettings } from "../parts.ts";

/** What browsers are told to allow: our own files, and nothing that stands in a page itself. */
const sources = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", "data:", "blob:"],
  mediaSrc: ["'self'", "blob:"],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'"],
};

export async function setSecurityHeaders(server: FastifyInstance, settings: ApiSettings): Promise<void> {
  const everywhere = await headersBy(optionsFor(settings));
  const inApi = { ...everywhere, "cache-control": "no-store" };
  server.addHook("onRequest", (request, reply, next) => {
    void reply.headers(request.url.startsWith("/api/") ? inApi : everywhere);
    next();
  });
  if (settings.corsOrigins.length > 0) await allowOrigins(server, settings);
}

function optionsFor({ publicUrl }: ApiSettings): FastifyHelmetOptions {
  const isSecure = publicUrl.startsWith("https:");
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...sources, ...(isSecure && { upgradeInsecureRequests: [] }) },
    },
    strictTransportSecurity: isSecure && { maxAge: 365 * 24 * 3_600 },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "same-origin" },
    // Of browsers and plugins that are gone.
    ieNoOpen: false,
    dnsPrefetchControl: false,
    permittedCrossDomainPolicies: false,
  };
}

/** Helmet works them out for each answer anew, a tenth of what a sent message costs; they are the same for all. */
async function headersBy(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const asked = fastify({ schemaController: withoutCompilers });
  await asked.register(helmet, options);
  asked.get("/", (_request, reply) => reply.code(204).send());
  const { headers } = await asked.inject("/");
  await asked.close();
  const { date: _date, connection: _connection, ...kept } = headers;
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)]));
}

/** Pages elsewhere use tokens: without credentials, a browser sends them no cookie and shows them no answer to one. */
async function allowOrigins(server: FastifyInstance, { corsOrigins }: ApiSettings): Promise<void> {
  await server.register(cors, {
    origin: [...corsOrigins],
    methods: ["GET", "POST", "PATCH", "PUT", "DELETE"],
    allowedHeaders: [
      "Authorization",
      "Content-Type",
      "Idempotency-Key",
      "Last-Event-ID",
      "X-Request-Id",
      "X-Audit-Reason",
    ],
    exposedHeaders: ["X-Position", "Idempotent-Replayed", "Retry-After", "X-Request-Id", "X-Total-Events"],
    maxAge: 600,
  });
}
