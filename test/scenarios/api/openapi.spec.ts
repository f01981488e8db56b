import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ApiClient, Person } from "../../support/api-client.ts";
import { describedApi, operationsOf, type ApiDescription, type Operation } from "../../support/api-description.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer();
let api: ApiDescription;
let operations: Operation[];

beforeAll(async () => {
  api = await describedApi(server.url);
  operations = operationsOf(api);
});

/** What OpenAPI 3.1 demands of a document, as far as this one uses it. */
const schema = z.record(z.string(), z.unknown());
const response = z.strictObject({
  description: z.string().min(1),
  content: z.record(z.string().regex(/^[\w-]+\/[\w+-]+$/), z.strictObject({ schema })).optional(),
  headers: z.record(z.string(), z.object({ description: z.string(), schema })).optional(),
});
const operation = z.strictObject({
  summary: z.string().min(1),
  tags: z.array(z.string()).length(1),
  parameters: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        in: z.enum(["query", "header", "path"]),
        required: z.boolean(),
        description: z.string().optional(),
        schema,
      }),
    )
    .optional(),
  requestBody: z
    .strictObject({ required: z.boolean(), content: z.record(z.string(), z.strictObject({ schema })) })
    .optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), response),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
});
const document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation),
  ),
  components: z.strictObject({ schemas: z.record(z.string(), schema), securitySchemes: z.record(z.string(), schema) }),
});

describe("the description of the API", () => {
  it("is a document of OpenAPI 3.1 whose references lead somewhere", () => {
    expect(document.safeParse(api).error).toBeUndefined();
    const references = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(new Set(references)).toEqual(new Set(Object.keys(api.components.schemas)));
  });

  it("declares every parameter of every address", () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(new Set(inPath.map(({ name }) => name)), path).toEqual(new Set(named));
      expect(
        inPath.every(({ required }) => required),
        path,
      ).toBe(true);
    }
  });

  it("says of every route under /api what it answers, when it fails too, and who may use it", () => {
    const inApi = operations.filter(({ path }) => path.startsWith("/api/"));
    expect(inApi.length).toBeGreaterThanOrEqual(29);
    for (const { method, path, responses, security } of inApi) {
      const where = `${method} ${path}`;
      expect(
        Object.keys(responses).some((status) => status.startsWith("2")),
        where,
      ).toBe(true);
      expect(responses["default"]?.content, where).toHaveProperty(["application/problem+json"]);
      expect(security, where).toBeDefined();
    }
  });

  it("names every field of what is answered", async () => {
    const ada = await Person.register(server.url, "ada");
    const conversation = await ada.start({ member_ids: [], kind: "group", name: "Described" });
    const { after: _after, ...message } = await ada.send(conversation.id, "hello");
    const described = (name: string): string[] =>
      Object.keys(api.components.schemas[name]?.properties ?? {}).toSorted();
    expect(Object.keys(message).toSorted()).toEqual(described("Message"));
    expect(Object.keys(conversation).toSorted()).toEqual(described("Conversation"));
    expect(Object.keys(ada.user).toSorted()).toEqual(described("User"));
    const me = await ada.get<object>("/api/users/me");
    expect(Object.keys(me.json).toSorted()).toEqual(described("Me"));
  });

  it("is shown to people, by scripts that are files", async () => {
    const page = await new ApiClient(server.url).get<string>("/api/docs/");
    expect(page.status).toBe(200);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("script-src 'unsafe-inline'");
    expect(page.json).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    for (const [, path] of page.json.matchAll(/(?:src|href)="\.?(\/[^"]+)"/g)) {
      expect((await fetch(`${server.url}/api/docs${path ?? ""}`)).status, path).toBe(200);
    }
  });
});
