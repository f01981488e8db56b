import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pagesOf } from "../../../scripts/api-docs/pages.ts";
import { recordedExamples } from "../../../src/api/plugins/openapi-examples.ts";
import { ApiClient, Person } from "../../support/api-client.ts";
import {
  answerOf,
  describedApi,
  operationsOf,
  type ApiDescription,
  type Operation,
} from "../../support/api-description.ts";
import { apiServer } from "../../support/api-server.ts";
import { judgeBy } from "../../support/described-answers.ts";

const server = apiServer();
let api: ApiDescription;
let operations: Operation[];

beforeAll(async () => {
  api = await describedApi(server.url);
  operations = operationsOf(api);
});

/** What OpenAPI 3.1 demands of a document, as far as this one uses it. */
const schema = z.record(z.string(), z.unknown());
const media = z.strictObject({ schema, example: z.unknown().optional() });
const response = z.strictObject({
  description: z.string().min(1),
  content: z.record(z.string().regex(/^[\w-]+\/[\w+-]+$/), media).optional(),
  headers: z.record(z.string(), z.object({ description: z.string(), schema })).optional(),
});
const reference = z.strictObject({ $ref: z.string().startsWith("#/components/responses/") });
const operationSchema = z.strictObject({
  summary: z.string().min(1),
  description: z.string().min(1).optional(),
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
  requestBody: z.strictObject({ required: z.boolean(), content: z.record(z.string(), media) }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), z.union([response, reference])),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
});
const document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operationSchema),
  ),
  components: z.strictObject({
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), response),
    securitySchemes: z.record(z.string(), schema),
  }),
});

/** Pictures and files are shown by no example. */
const isText = (type: string): boolean => type === "application/json" || type.startsWith("text/");

const written = async (name: string): Promise<string> =>
  readFile(join(import.meta.dirname, "../../../docs/api", name), "utf8");

describe("the description of the API", () => {
  it("is a document of OpenAPI 3.1 whose references lead somewhere", () => {
    expect(document.safeParse(api).error).toBeUndefined();
    const references = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(new Set(references)).toEqual(new Set(Object.keys(api.components.schemas)));
    const answers = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/responses\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(new Set(answers)).toEqual(new Set(Object.keys(api.components.responses)));
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
    for (const operation of inApi) {
      const where = `${operation.method} ${operation.path}`;
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status.startsWith("2")),
        where,
      ).toBe(true);
      for (const status of statuses.filter((text) => !/^[23]/.test(text)))
        expect(answerOf(api, operation, status)?.content, where).toHaveProperty(["application/problem+json"]);
      expect(statuses, where).toEqual(expect.arrayContaining(["400", "429", "503", "default"]));
      expect(operation.security, where).toBeDefined();
      expect(operation.description, where).toBeDefined();
    }
  });

  it("shows an example of every body that is taken and of every answer of success", () => {
    for (const each of operations) {
      const where = `${each.method} ${each.path}`;
      for (const content of Object.values(each.requestBody?.content ?? {}))
        expect(content, where).toHaveProperty("example");
      for (const [status, answer] of Object.entries(each.responses)) {
        if (!status.startsWith("2") || "$ref" in answer) continue;
        const texts = Object.entries(answer.content ?? {}).filter(([type]) => isText(type));
        for (const [, content] of texts) expect(content, `${where} ${status}`).toHaveProperty("example");
      }
    }
  });

  it("shows examples that are as it says", () => {
    const judge = judgeBy(api);
    for (const [name, calls] of Object.entries(recordedExamples())) {
      const [method = ""] = name.split(" ");
      for (const { path, status, answer } of calls) {
        const operation = operations.find((each) => `${each.method} ${each.path}` === name);
        const [type = ""] = Object.keys((operation && answerOf(api, operation, String(status))?.content) ?? {});
        const headers = new Headers({ "x-position": "0", ...(type !== "" && { "content-type": type }) });
        expect(judge({ method, path, status, json: answer ?? "", headers }), `${name} ${status}`).toBeNull();
      }
    }
  });

  it("is written down in docs/api, as `npm run docs:api` does it", async () => {
    expect(JSON.parse(await written("openapi.json")), "npm run docs:api").toEqual(api);
    for (const [name, page] of pagesOf(api, recordedExamples()))
      expect(await written(name), "npm run docs:api").toBe(page);
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
