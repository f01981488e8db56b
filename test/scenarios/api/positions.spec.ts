import { beforeAll, describe, expect, it } from "vitest";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import { parsePlace, positionText, type LogPlace } from "../../../src/wire/position.ts";
import { made, Person, refusal, type Answer, type Sent } from "../../support/api-client.ts";
import { addressOf, describedApi, operationsOf, type Operation } from "../../support/api-description.ts";
import { rules } from "../access/rules.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer();
let ada: Person;
let operations: Operation[];
let notes: Sent;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  made(await ada.patch(`/api/admin/users/${ada.id}`, { roles: ["administrator", "auditor", "operator"] }));
  operations = operationsOf(await describedApi(server.url));
  notes = await ada.send((await ada.start({ member_ids: [], kind: "group" })).id, "hello");
});

function placeOf({ headers }: Answer<unknown>): LogPlace {
  const place = parsePlace(headers.get("x-position") ?? "");
  if (!place) throw new Error("An answer has no X-Position.");
  return place;
}

/** Queries: they take `min_position`. */
function queries(): Operation[] {
  const asking = operations.filter(({ parameters }) => parameters?.some(({ name }) => name === "min_position"));
  // There are none of these: of the message in the notes, and of builds beside those that are asked.
  const missing = ["{scheduled_id}", "/link-preview/", "/diff"];
  return asking.filter(({ path }) => !missing.some((part) => path.includes(part)));
}

/** Asked about the message in the notes. */
async function answersOf(query: Operation, minPosition: string): Promise<Answer<unknown>> {
  const ids: Record<string, string> = { messages: notes.id, users: ada.id };
  const [, , of = ""] = query.path.split("/");
  const address = addressOf(query, { id: ids[of] ?? notes.conversation_id });
  const { query: more, headers } = rules[`GET ${query.path}`] ?? {};
  const asked = query.path === "/api/sync" ? `after=${notes.after}` : more;
  const fields = `min_position=${minPosition}${asked === undefined ? "" : `&${asked}`}`;
  return ada.get(`${address}?${fields}`, { ...(headers && { headers }) });
}

describe("every query", () => {
  it("that is told to show what was just done shows it", async () => {
    const { id } = await ada.start({ member_ids: [], kind: "direct" });
    for (let n = 0; n < 20; n += 1) {
      const sent = await ada.send(id, `n${n}`);
      const page = await ada.get<{ messages: MyMessageJson[] }>(
        `/api/conversations/${id}/messages?limit=1&min_position=${sent.after}`,
      );
      expect(made(page).messages[0]?.content).toBe(`n${n}`);
      expect(placeOf(page).position).toBeGreaterThanOrEqual(parsePlace(sent.after)?.position ?? 0n);
    }
  });

  it("of what the log or one's own keeping has takes it", () => {
    const asking = new Set(queries());
    const others = operations.filter(
      ({ method, path }) => method === "GET" && /^\/api\/(conv|mess|users|saved)/.test(path),
    );
    const without = others.filter((each) => !asking.has(each) && !each.path.includes("/link-preview/"));
    expect(without.map(({ path }) => path).toSorted()).toEqual([
      "/api/conversations/{id}/online",
      "/api/conversations/{id}/scheduled/{scheduled_id}",
      "/api/conversations/{id}/typing",
      "/api/messages/stream",
    ]);
  });

  it("tells its own position, no less than it was asked for", async () => {
    expect(queries().length).toBeGreaterThanOrEqual(10);
    const { after } = await ada.send(notes.conversation_id, "before");
    for (const query of queries()) {
      const answer = await answersOf(query, after);
      expect(answer.status, query.path).toBe(200);
      expect(placeOf(answer).position, query.path).toBeGreaterThanOrEqual(parsePlace(after)?.position ?? 0n);
    }
  });

  it("takes an id of the stream, too", async () => {
    const { after } = await ada.send(notes.conversation_id, "x");
    expect((await ada.get(`/api/conversations?min_position=${after}.0`)).status).toBe(200);
  });

  it("refuses what is no position, and one of another epoch", async () => {
    for (const query of queries()) {
      expect(refusal(await answersOf(query, "12")), query.path).toEqual({
        status: 400,
        code: "validation_failed",
        paths: ["min_position"],
      });
      const elsewhere = "11111111-2222-3333-4444-555555555555.1";
      expect(refusal(await answersOf(query, elsewhere)), query.path).toMatchObject({ status: 409, code: "conflict" });
    }
  });

  it("says that it can't show what has not happened yet", async () => {
    const { epoch, position } = placeOf(await ada.get("/api/conversations"));
    const future = positionText({ epoch, position: position + 1_000_000n });
    const answers = await Promise.all(
      ["/api/conversations", "/api/users", "/api/auth/sessions"].map((path) =>
        ada.get(`${path}?min_position=${future}`),
      ),
    );
    for (const answer of answers) {
      expect(refusal(answer)).toMatchObject({ status: 503, code: "unavailable" });
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
  });
});

describe("every command", () => {
  it("tells its place in the log, which only grows", async () => {
    const { id } = await ada.start({ member_ids: [], kind: "group", name: "Places" });
    const commands: (() => Promise<Answer<unknown>>)[] = [
      () => ada.post(`/api/conversations/${id}/messages`, { content: "hello" }),
      () => ada.post(`/api/conversations/${id}/read`),
      () => ada.patch(`/api/conversations/${id}`, { name: "Other" }),
      () => ada.patch("/api/users/me", { locale: "pl" }),
      () => ada.post("/api/conversations", { member_ids: [], kind: "group", name: "Next" }),
      () => ada.delete(`/api/conversations/${id}`),
    ];
    let last = 0n;
    for (const command of commands) {
      const answer = await command();
      expect(answer.status).toBeLessThan(300);
      const { position } = placeOf(answer);
      expect(position).toBeGreaterThan(last);
      last = position;
    }
  });

  it("that had nothing to do stands at the log's end", async () => {
    const { id } = await ada.start({ member_ids: [], kind: "direct" });
    const sent = await ada.send(id, "x");
    const nothing = await ada.post("/api/conversations", { member_ids: [], kind: "direct" });
    expect(nothing.status).toBe(200);
    expect(placeOf(nothing).position).toBeGreaterThanOrEqual(parsePlace(sent.after)?.position ?? 0n);
  });
});
