import { describe, expect, it } from "vitest";
import type { ApiDescription } from "../support/api-description.ts";
import { assertDescribed, judgeBy, type Answered } from "../support/described-answers.ts";

const json = (schema: object) => ({ "application/json": { schema } });
const text = { type: "string" };
const cup = {
  type: "object",
  properties: {
    id: text,
    filled_at: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
    of: { type: "object", properties: { kind: { type: "string", enum: ["tea", "coffee"] } }, required: ["kind"] },
    more: { type: "object", additionalProperties: {} },
    note: text,
  },
  required: ["id", "filled_at", "of", "more"],
};
const problem = { type: "object", properties: { code: text }, required: ["code"] };

const api: ApiDescription = {
  openapi: "3.1.0",
  info: { description: "Cups." },
  tags: [],
  components: {
    schemas: { Cup: cup, Problem: problem },
    responses: {
      not_found: {
        description: "not_found",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  },
  paths: {
    "/api/cups": {
      get: {
        responses: {
          "200": {
            description: "OK",
            content: json({
              type: "object",
              properties: { cups: { type: "array", items: { $ref: "#/components/schemas/Cup" } } },
              required: ["cups"],
            }),
          },
        },
      },
    },
    "/api/cups/{id}": {
      get: {
        responses: {
          "200": { description: "OK", content: json({ $ref: "#/components/schemas/Cup" }) },
          "404": { $ref: "#/components/responses/not_found" },
        },
      },
      delete: { responses: { "204": { description: "No Content", headers: { "X-Position": { required: true } } } } },
    },
    "/api/cups/last": {
      get: { responses: { "200": { description: "OK", content: { "text/plain": { schema: text } } } } },
    },
  },
};

const judge = judgeBy(api);
const fitting = { id: "c1", filled_at: "2026-11-21T09:00:00.000Z", of: { kind: "tea" }, more: { sugar: 2 } };

function answered(given: Partial<Answered> & { readonly type?: string; readonly position?: string }): Answered {
  const { type = "application/json; charset=utf-8", position, ...answer } = given;
  const headers = new Headers({
    ...(type !== "" && { "content-type": type }),
    ...(position !== undefined && { "x-position": position }),
  });
  return { method: "GET", path: "/api/cups/c1?min_position=1", status: 200, json: fitting, headers, ...answer };
}

describe("an answer that a test is given", () => {
  it.each<[string, Partial<Answered>]>([
    ["is described", {}],
    ["lacks what may be absent, and is null where it may be", { json: { ...fitting, filled_at: null } }],
    ["is a list of what is described", { path: "/api/cups", json: { cups: [fitting, fitting] } }],
    ["is of an address that is none of the API's", { path: "/elsewhere", json: 7 }],
  ])("passes when it %s", (_, given) => {
    expect(judge(answered(given))).toBeNull();
  });

  it.each<[string, object, string]>([
    ["a field too many", { ...fitting, colour: "blue" }, "colour"],
    ["a field too many further in", { ...fitting, of: { kind: "tea", leaves: true } }, "leaves"],
    ["a field too few", { id: "c1", of: { kind: "tea" }, more: {} }, "filled_at"],
    ["a value of another type", { ...fitting, id: 1 }, "id"],
    ["a value that is none of an enumeration", { ...fitting, of: { kind: "water" } }, "of.kind"],
    ["a time that is none", { ...fitting, filled_at: "today" }, "filled_at"],
  ])("fails with %s, and it is named", (_, json_, name) => {
    expect(judge(answered({ json: json_ }))).toContain(name);
    expect(judge(answered({ path: "/api/cups", json: { cups: [fitting, json_] } }))).toContain("cups[1]");
  });

  it("fails with a status that its operation does not name", () => {
    expect(judge(answered({ status: 409, json: { code: "conflict" } }))).toContain("409");
    expect(judge(answered({ path: "/api/cups", status: 404, json: { code: "not_found" } }))).toContain("404");
  });

  it("fails with content of another type, and with content where none is described", () => {
    expect(judge(answered({ status: 404, json: { code: "not_found" } }))).toContain("application/json");
    expect(judge(answered({ path: "/api/cups/last" }))).toContain("text/plain");
    expect(judge(answered({ method: "DELETE", status: 204, position: "1" }))).toContain("no content");
  });

  it("fails without a header that is always there", () => {
    const gone = { method: "DELETE", status: 204, json: "", type: "" };
    expect(judge(answered(gone))).toContain("X-Position");
    expect(judge(answered({ ...gone, position: "1" }))).toBeNull();
  });

  it("fails the test, by the name of its operation", () => {
    expect(() => assertDescribed(judge, answered({ json: {} }))).toThrow("GET /api/cups/c1");
    expect(() => assertDescribed(judge, answered({}))).not.toThrow();
  });
});
