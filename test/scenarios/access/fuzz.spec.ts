import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { anyRequestFor, type AnyRequest } from "../../support/any-request.ts";
import { made, Person } from "../../support/api-client.ts";
import {
  addressOf,
  describedApi,
  operationsOf,
  type ApiDescription,
  type Operation,
} from "../../support/api-description.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";

const server = apiServer();
const requestsPerRoute = 30;

/** What ends the session that asks, or never ends itself. */
const leftOut = new Set(["POST /api/auth/logout", "GET /api/messages/stream"]);

let api: ApiDescription;
let operations: Operation[];
let ada: Person;
/** Ids and names that are there. */
let values: string[];

beforeAll(async () => {
  api = await describedApi(server.url);
  operations = operationsOf(api).filter(
    ({ method, path }) => path.startsWith("/api/") && !leftOut.has(`${method} ${path}`),
  );
  ada = await Person.register(server.url, "ada");
  const bob = await Person.register(server.url, "bob");
  const { id } = await ada.start({ member_ids: [bob.id], kind: "room", visibility: "public", name: "Fuzz" });
  const { id: message, after } = await ada.send(id, "hello");
  made(await ada.get(`/api/conversations/${id}/messages?min_position=${after}`));
  values = [
    id,
    message,
    bob.id,
    ada.id,
    ada.user.display_name,
    after,
    "hello",
    "👍",
    "2099-01-01T00:00:00.000Z",
    "<b>x</b>",
  ];
});

interface Asked {
  readonly request: AnyRequest;
  /** Which of the known values stands for each name in the address. */
  readonly ids: readonly string[];
}

const anyAsked = (operation: Operation): fc.Arbitrary<Asked> =>
  fc.record({
    request: anyRequestFor(operation, { schemas: api.components.schemas, values }),
    ids: fc.array(fc.constantFrom(...values.slice(0, 4)), { minLength: 2, maxLength: 2 }),
  });

async function ask(operation: Operation, { request, ids }: Asked): Promise<{ status: number; id: string }> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const address = addressOf(operation, Object.fromEntries(names.map((name, index) => [name, ids[index] ?? "nowhere"])));
  const answer = await ada.request(operation.method, request.query === "" ? address : `${address}?${request.query}`, {
    ...(request.body !== undefined && { raw: request.body }),
    headers: request.headers,
  });
  return { status: answer.status, id: answer.headers.get("x-request-id") ?? "" };
}

/** Of the events that these requests caused: their requests' ids. */
async function writtenBy(ids: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    server.databaseUrl,
    `select distinct metadata::json ->> 'correlationId' as id from log.events
     where metadata::json ->> 'correlationId' = any ($1)`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

describe("whatever is sent to any route", () => {
  it("is never the server's fault, and what is refused writes nothing", async () => {
    expect(operations.length).toBeGreaterThan(25);
    for (const operation of operations) {
      const refused: string[] = [];
      await fc.assert(
        fc.asyncProperty(anyAsked(operation), async (asked) => {
          const { status, id } = await ask(operation, asked);
          expect(status, `${operation.method} ${operation.path} ${JSON.stringify(asked)}`).toBeLessThan(500);
          if (status >= 400) refused.push(id);
        }),
        { numRuns: requestsPerRoute },
      );
      expect(await writtenBy(refused), `${operation.method} ${operation.path}`).toEqual([]);
    }
  });
});
