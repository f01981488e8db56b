import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { createJsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { ApiServer, ApiSettings } from "../parts.ts";
import { completed } from "./openapi-document.ts";
import { recordedExamples, withExamples } from "./openapi-examples.ts";
import { sessionCookieName } from "./session.ts";

const about = `The API of Verbatim. Errors are problems (RFC 9457) whose \`code\` is stable. Answers carry
\`X-Position\`, their place in the log; a query with \`min_position\` shows at least what was done up to there. Positions,
ids of the stream and cursors are opaque. Objects and enumerations may grow.`;

const tags = [
  { name: "auth", description: "Accounts and sessions." },
  { name: "users", description: "People." },
  { name: "teams", description: "Teams that can be mentioned." },
  { name: "announcements", description: "What administrators tell everybody." },
  { name: "conversations", description: "Direct conversations, groups and rooms, and who is in them." },
  { name: "messages", description: "What is said, and how it is read and streamed." },
  { name: "audit", description: "For auditors: what was said, and the proof of it." },
  { name: "administration", description: "For administrators: people, invitations, announcements." },
  { name: "operations", description: "The deployment." },
];

/** Browsers may show the docs page with what stands in it; its scripts are files all the same. */
const docsPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/** The description of the API, made of the schemas that requests are checked by: for programs, and for people. */
export async function describeApi(server: ApiServer, settings: ApiSettings): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Verbatim", version: "1", description: about },
      tags,
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer" },
          cookie: { type: "apiKey", in: "cookie", name: sessionCookieName(settings) },
        },
      },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: (document) => withExamples(completed(jsonSchemaTransformObject(document)), recordedExamples()),
  });
  await server.register(swaggerUi, {
    routePrefix: "/api/docs",
    staticCSP: docsPolicy,
    theme: { title: "The API of Verbatim" },
    // Without a bar above that asks for the address of another description.
    uiConfig: { layout: "BaseLayout" },
  });
  server.get("/api/openapi.json", { schema: { hide: true } }, () => server.swagger());
}
