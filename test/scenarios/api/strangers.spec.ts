import { beforeAll, describe, expect, it } from "vitest";
import type { ProblemJson } from "../../../src/api/problem.ts";
import { lineId, locate } from "../../../src/domain/ids.ts";
import { ApiClient, Person, refusal, type Asked } from "../../support/api-client.ts";
import { addressOf, describedApi, operationsOf, type Operation } from "../../support/api-description.ts";
import { rules } from "../access/rules.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer();
let operations: Operation[];
let eve: Person;
/** A group of other people, and a message in it. */
let theirs: { id: string; message: string; member: string };

beforeAll(async () => {
  operations = operationsOf(await describedApi(server.url)).filter(({ path }) => path.startsWith("/api/"));
  const ada = await Person.register(server.url, "ada");
  const bob = await Person.register(server.url, "bob");
  eve = await Person.register(server.url, "eve");
  const { id } = await ada.start({ member_ids: [bob.id], name: "Secrets" });
  const { id: message, after } = await ada.send(id, "for bob");
  await bob.get(`/api/conversations?min_position=${after}`);
  theirs = { id, message, member: bob.id };
});

/** What is about a conversation or a message of it. */
function aboutConversations(): Operation[] {
  return operations.filter(({ path }) => /^\/api\/(conversations|messages)\/\{id\}/.test(path));
}

function asked({ method, path }: Operation): Asked {
  const stage = { id: theirs.id, message: theirs.message, victim: theirs.member, newcomer: eve.id };
  const json = rules[`${method} ${path}`]?.body?.(stage);
  return json === undefined ? {} : { json };
}

/** What a stranger could learn: everything that is answered but the date and the request's own id. */
async function answered(operation: Operation, ids: Readonly<Record<string, string>>): Promise<unknown> {
  const { method } = operation;
  const answer = await eve.request<ProblemJson>(method, addressOf(operation, ids), asked(operation));
  const headers = [...answer.headers].filter(([name]) => !["date", "x-request-id"].includes(name));
  return { status: answer.status, json: answer.json, headers };
}

describe("a stranger", () => {
  it("finds nothing of others' conversations, whatever they ask", async () => {
    expect(aboutConversations().length).toBeGreaterThanOrEqual(13);
    for (const operation of aboutConversations()) {
      const id = operation.path.startsWith("/api/messages/") ? theirs.message : theirs.id;
      const address = addressOf(operation, { id, user_id: theirs.member });
      const answer = await eve.request(operation.method, address, asked(operation));
      expect(refusal(answer), `${operation.method} ${address}`).toEqual({ status: 404, code: "not_found", paths: [] });
    }
  });

  it("can't tell what is others' from what is not there", async () => {
    const revision = (locate(theirs.message)?.revision ?? 0) + 1_000;
    const nowhere = lineId({ conversationId: theirs.id as never, revision });
    for (const operation of aboutConversations()) {
      const isMessage = operation.path.startsWith("/api/messages/");
      const others = await answered(operation, { id: isMessage ? theirs.message : theirs.id, user_id: theirs.member });
      const missing = await answered(operation, { id: isMessage ? nowhere : "nowhere", user_id: theirs.member });
      expect(others, `${operation.method} ${operation.path}`).toEqual(missing);
    }
  });

  it("can't tell whether a message is there by marking it as read", async () => {
    const read = (message_id: string) => eve.post(`/api/conversations/${theirs.id}/read`, { message_id });
    const answers = [await read(theirs.message), await read(`${theirs.id}_zz`), await read("nowhere_1")];
    for (const answer of answers) expect(refusal(answer)).toEqual({ status: 404, code: "not_found", paths: [] });
  });

  it("can't place a marker at others' message, nor quote it, nor sync by it", async () => {
    const { id } = await eve.start({ member_ids: [], kind: "direct" });
    const read = await eve.post(`/api/conversations/${id}/read`, { message_id: theirs.message });
    expect(refusal(read)).toEqual({ status: 400, code: "validation_failed", paths: ["message_id"] });
    const quote = { content: "look", reply_to_id: theirs.message };
    expect(refusal(await eve.post(`/api/conversations/${id}/messages`, quote))).toEqual({
      status: 400,
      code: "validation_failed",
      paths: ["reply_to_id"],
    });
    const after = (await eve.get("/api/conversations")).headers.get("x-position") ?? "";
    expect(refusal(await eve.get(`/api/sync?after=${after}&conversation_id=${theirs.id}`)).status).toBe(404);
  });
});

describe("whoever is not logged in", () => {
  const open = ["GET /api/config", "POST /api/auth/register", "POST /api/auth/login", "POST /api/auth/reset"];
  /** Of mails: whoever has the link may, and nobody else finds anything. */
  const linked = ["GET /api/mail/unsubscribe", "POST /api/mail/unsubscribe"];

  it.each([
    ["without a token", {}],
    ["with a token that is none", { authorization: "Bearer nonsense" }],
    ["with one that was never given", { authorization: `Bearer vbt_${"A".repeat(43)}` }],
    ["with a name and a password", { authorization: "Basic YWRhOmNvcnJlY3QgaG9yc2U=" }],
    ["with a cookie that is none", { cookie: "verbatim_session=nonsense", "sec-fetch-site": "same-origin" }],
  ])("%s may do nothing but look at the settings, register, log in and ask for a new password", async (_, headers) => {
    const nobody = new ApiClient(server.url);
    const asking = operations.filter(({ method, path }) => ![...open, ...linked].includes(`${method} ${path}`));
    expect(asking.length).toBeGreaterThanOrEqual(20);
    for (const operation of asking) {
      const answer = await nobody.request(operation.method, addressOf(operation), { headers });
      expect(refusal(answer), `${operation.method} ${operation.path}`).toEqual({
        status: 401,
        code: "unauthenticated",
        paths: [],
      });
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  it("can't end anybody's mails without the link of one of them", async () => {
    const forged = new URLSearchParams({ user: eve.id, mac: "A".repeat(43) });
    for (const method of ["GET", "POST"]) {
      const answer = await new ApiClient(server.url).request(method, `/api/mail/unsubscribe?${forged.toString()}`);
      expect(refusal(answer), method).toEqual({ status: 404, code: "not_found", paths: [] });
    }
  });
});
