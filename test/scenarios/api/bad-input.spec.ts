import { connect } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import { made, Person, refusal } from "../../support/api-client.ts";
import {
  addressOf,
  bodyOf,
  describedApi,
  operationsOf,
  type ApiDescription,
  type Operation,
  type SchemaDescription,
} from "../../support/api-description.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer();
let ada: Person;
let group: string;
let operations: Operation[];
let schemas: ApiDescription["components"]["schemas"];

beforeAll(async () => {
  const api = await describedApi(server.url);
  schemas = api.components.schemas;
  operations = operationsOf(api).filter(({ path }) => path.startsWith("/api/"));
  ada = await Person.register(server.url, "ada");
  // Whoever may ask nothing is told so before anything is read of what they ask.
  made(await ada.patch(`/api/admin/users/${ada.id}`, { roles: ["administrator", "auditor", "operator"] }));
  group = (await ada.start({ member_ids: [], name: "Mine" })).id;
});

/** What some operations ask for: it is not what is looked at here. */
const headers = { "x-audit-reason": "Case" };

const broken = ['"\\ud800"', '"a\\u0000b"', "1e999", "[".repeat(50) + "]".repeat(50)];

/** JSON of each type that a field may or may not take. */
const samples: Readonly<Record<string, readonly string[]>> = {
  null: ["null"],
  boolean: ["true"],
  string: ['"nonsense of this test"'],
  number: ["1.5", "-1", "1e300", "9007199254740992"],
  array: ["[]", '["a/b"]', '[["x"]]', "[null]"],
  object: ["{}", '{"__proto__":{}}'],
};

/** Of a type that is taken: what of it never fits. */
const misfitsOf: Readonly<Record<string, readonly string[]>> = {
  integer: ["1.5", "-1", "1e300", "9007199254740992"],
  array: ["[null]", '[["x"]]', `[${'"x",'.repeat(100)}"x"]`],
};

/** The JSON types that a schema takes; `enum` where it takes only some of their values. */
function typesOf({ $ref, anyOf, type, enum: options, const: only }: SchemaDescription): string[] {
  if ($ref) return typesOf(schemas[$ref.slice($ref.lastIndexOf("/") + 1)] ?? {});
  if (anyOf) return anyOf.flatMap(typesOf);
  if (options ?? only !== undefined) return ["enum"];
  if (typeof type !== "string") throw new Error(`A body has a field of the type ${String(type)}.`);
  return [type];
}

/** Values as JSON text that no field of this schema takes. */
function misfits(schema: SchemaDescription): string[] {
  const types = typesOf(schema);
  const isTaken = (type: string): boolean => types.includes(type) || (type === "number" && types.includes("integer"));
  const others = Object.entries(samples).flatMap(([type, values]) => (isTaken(type) ? [] : values));
  const ofTaken = types.length === 1 ? types.flatMap((type) => misfitsOf[type] ?? []) : [];
  return [...broken.filter((text) => !(text.startsWith("[") && isTaken("object"))), ...others, ...ofTaken];
}

/** An address that fits, so that only the fields are looked at. */
function goodAddress(operation: Operation): string {
  const message = `${group}_1`;
  const id = operation.path.startsWith("/api/messages") ? message : group;
  return addressOf(operation, { id, message_id: message, name: "lines", version: "1.1" });
}

/** Where the log stands: it must stand there still after what was refused. */
async function logPosition(): Promise<unknown> {
  const response = await fetch(`${server.url}/health/ready`);
  return response.json();
}

async function whileNothingIsWritten(work: () => Promise<void>): Promise<void> {
  const before = await logPosition();
  await work();
  expect(await logPosition()).toEqual(before);
}

const isAt = (path: string, field: string): boolean => path === field || /^[.[]/.test(path.slice(field.length));

describe("every field of every body", () => {
  it("that does not fit is refused by its path, and nothing is written", async () => {
    let tried = 0;
    await whileNothingIsWritten(async () => {
      for (const operation of operations) {
        const fields = Object.entries(bodyOf(operation)?.properties ?? {});
        for (const [field, schema] of fields) {
          for (const value of misfits(schema)) {
            const raw = `{${JSON.stringify(field)}:${value}}`;
            const answer = await ada.request(operation.method, goodAddress(operation), { raw });
            const where = `${operation.method} ${operation.path} ${raw.slice(0, 80)}`;
            expect(refusal(answer), where).toMatchObject({ status: 400, code: "validation_failed" });
            expect(
              refusal(answer).paths.some((path) => isAt(path, field)),
              `${where}: ${refusal(answer).paths.join()}`,
            ).toBe(true);
            tried += 1;
          }
        }
      }
    });
    expect(tried).toBeGreaterThan(150);
  });

  it("that is unknown is refused", async () => {
    await whileNothingIsWritten(async () => {
      for (const operation of operations.filter(({ method }) => method !== "GET")) {
        const answer = await ada.request(operation.method, goodAddress(operation), {
          json: { is_admin: true },
        });
        const where = `${operation.method} ${operation.path}`;
        expect(refusal(answer), where).toMatchObject({ status: 400, code: "validation_failed" });
        expect(refusal(answer).paths, where).toContain("is_admin");
      }
    });
  });

  it("that is needed and missing is named", async () => {
    for (const operation of operations) {
      const schema = bodyOf(operation);
      if (!schema?.required) continue;
      const answer = await ada.request(operation.method, goodAddress(operation), { json: {} });
      expect(refusal(answer), `${operation.method} ${operation.path}`).toEqual({
        status: 400,
        code: "validation_failed",
        paths: schema.required,
      });
    }
  });
});

/** A parameter that may be repeated takes any text in each. */
const takesSeveral = ({ anyOf = [], type }: SchemaDescription): boolean =>
  type === "array" || anyOf.some((each) => each.type === "array");

describe("every field of every query", () => {
  it("that is unknown is refused, by whatever method", async () => {
    const withoutBody = operations.filter(({ requestBody }) => requestBody?.required !== true);
    expect(withoutBody.length).toBeGreaterThan(20);
    for (const operation of withoutBody) {
      const address = `${goodAddress(operation)}?is_admin=true`;
      const answer = await ada.request(operation.method, address, { headers });
      expect(refusal(answer), `${operation.method} ${address}`).toMatchObject({
        status: 400,
        code: "validation_failed",
      });
      expect(refusal(answer).paths, address).toContain("is_admin");
    }
  });

  it("that does not fit is refused by its name", async () => {
    let tried = 0;
    for (const operation of operations) {
      for (const { in: place, name, schema } of operation.parameters ?? []) {
        if (place !== "query") continue;
        const values = [
          "a%00b",
          ...(schema.maxLength === undefined && !takesSeveral(schema)
            ? ["non%20sense", "", "1&{name}=2"]
            : ["x".repeat(2_000)]),
        ];
        for (const value of values) {
          const query = `${name}=${value.replace("{name}", name)}`;
          const answer = await ada.request(operation.method, `${goodAddress(operation)}?${query}`, { headers });
          expect(refusal(answer), `${operation.method} ${operation.path}?${query}`).toMatchObject({
            status: 400,
            code: "validation_failed",
          });
          expect(refusal(answer).paths.map((path) => path.replace(/\[\d\]$/, ""))).toContain(name);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(60);
  });
});

describe("an address", () => {
  it.each(["a%20b", "%F0%9F%92%A5", "..%2F..%2Fetc", "a%00b", "%27%3B--", "x".repeat(65), "x".repeat(5_000)])(
    "with an id that is none is of nothing: %s",
    async (id) => {
      for (const operation of operations.filter(({ path }) => path.includes("{id}"))) {
        const address = addressOf(operation, { id, user_id: id });
        const answer = await ada.request(operation.method, address);
        expect([400, 404], `${operation.method} ${address}`).toContain(refusal(answer).status);
        expect(["validation_failed", "not_found"]).toContain(refusal(answer).code);
      }
    },
  );

  it("that nobody knows, or by a method that it does not take, is not found", async () => {
    expect(refusal(await ada.get("/api/nothing"))).toMatchObject({ status: 404, code: "not_found" });
    expect(refusal(await ada.request("PUT", "/api/users/me", { json: {} }))).toMatchObject({ status: 404 });
    expect(refusal(await ada.request("POST", "/api/config"))).toMatchObject({ status: 404 });
  });

  it("that can't be read is a bad request", async () => {
    expect(refusal(await ada.get("/api/conversations/%zz"))).toMatchObject({ status: 400, code: "validation_failed" });
  });
});

describe("a body", () => {
  const messages = (): string => `/api/conversations/${group}/messages`;

  it.each<[string, string | Uint8Array, number, string]>([
    ["no JSON", "{", 400, "validation_failed"],
    ["two of them", '{"content":"a"}{"content":"b"}', 400, "validation_failed"],
    ["a list", "[]", 400, "validation_failed"],
    ["null", "null", 400, "validation_failed"],
    ["missing", "", 400, "validation_failed"],
    [
      "not UTF-8",
      new Uint8Array([...Buffer.from('{"content":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
      400,
      "validation_failed",
    ],
    ["its object's prototype", '{"content":"a","__proto__":{"role":"owner"}}', 400, "validation_failed"],
    ["10 MB of emoji", JSON.stringify({ content: "💥".repeat(2_500_000) }), 413, "too_large"],
    ["more text than a message holds", JSON.stringify({ content: "💥".repeat(2_561) }), 400, "validation_failed"],
    ["with a name of a field that can't be kept", '{"content":"a","data":{"a\\u0000":1}}', 400, "validation_failed"],
    ["nested without end", `{"content":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 400, "validation_failed"],
  ])("that is %s is refused, and nothing is written", async (_, raw, status, code) => {
    await whileNothingIsWritten(async () => {
      expect(refusal(await ada.request("POST", messages(), { raw }))).toMatchObject({ status, code });
    });
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "x",
  ])("of the type %s is refused", async (type) => {
    const answer = await ada.request("POST", messages(), { raw: '{"content":"a"}', headers: { "content-type": type } });
    expect(refusal(answer)).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });

  it("may be as long as a message is, to the byte", async () => {
    const answer = await ada.post(messages(), { content: "💥".repeat(2_560) });
    expect(answer.status).toBe(201);
  });
});

describe("a name", () => {
  it.each(["a\u202Eb", "a\nb", "\u200Bx", "n".repeat(256)])("of a conversation can't be %j", async (name) => {
    const answer = await ada.post("/api/conversations", { member_ids: [], kind: "group", name });
    expect(refusal(answer)).toEqual({ status: 400, code: "validation_failed", paths: ["name"] });
  });

  it.each(["a\u202Eb", " ", "\u3164", "n".repeat(101)])("of a person can't be %j", async (name) => {
    const answer = await ada.patch("/api/users/me", { display_name: name });
    expect(refusal(answer)).toEqual({ status: 400, code: "validation_failed", paths: ["display_name"] });
  });
});

describe("what is no request", () => {
  /** Sends bytes as they are, and reads until the server hangs up. */
  async function exchange(bytes: string): Promise<string> {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(bytes);
    const chunks = await Array.fromAsync(socket.setEncoding("utf8") as AsyncIterable<string>);
    return chunks.join("");
  }

  it("is answered with a problem as far as it came, and harms nobody", async () => {
    const answer = await exchange("HELLO\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 .+application\/problem\+json.+"code":"validation_failed"/s);
    const large = await exchange(`GET /api/config HTTP/1.1\r\nhost: x\r\nx-large: ${"x".repeat(40_000)}\r\n\r\n`);
    expect(large).toMatch(/^HTTP\/1\.1 431 .+application\/problem\+json/s);
    expect((await ada.get("/api/users/me")).status).toBe(200);
  });
});
