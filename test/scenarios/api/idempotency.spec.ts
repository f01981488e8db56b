import { beforeAll, describe, expect, it } from "vitest";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { Person, refusal, type Answer } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";

interface Forwarded {
  readonly messages: readonly MyMessageJson[];
  readonly failed: readonly { readonly conversation_id: string; readonly code: string }[];
}

const server = apiServer();
let ada: Person;
let bob: Person;
let group: string;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  bob = await Person.register(server.url, "bob");
  group = (await ada.start({ member_ids: [bob.id], name: "Keys" })).id;
});

const withKey = (key: string) => ({ headers: { "idempotency-key": key } });
const isReplay = ({ headers }: Answer<unknown>): boolean => headers.get("idempotent-replayed") === "true";
const messages = (): string => `/api/conversations/${group}/messages`;

describe("a message that is sent again with its key", () => {
  it("is the same message, however often and however much at once", async () => {
    const body = { content: "once", client_message_id: crypto.randomUUID() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ada.post<MyMessageJson>(messages(), body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers.get("x-position"))).size).toBe(1);
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1);
    expect(answers[0]?.json.client_message_id).toBe(body.client_message_id);
  });

  it("is known by the header as well as by the body", async () => {
    const key = crypto.randomUUID();
    const first = await ada.post<MyMessageJson>(messages(), { content: "hello" }, withKey(key));
    const second = await ada.post<MyMessageJson>(messages(), { client_message_id: key, content: "hello" });
    expect(second.json.id).toBe(first.json.id);
    expect(isReplay(second)).toBe(true);
    const both = await ada.post(messages(), { content: "hello", client_message_id: key }, withKey("another"));
    expect(refusal(both)).toEqual({ status: 400, code: "validation_failed", paths: ["client_message_id"] });
  });

  it("can't be another one", async () => {
    const key = crypto.randomUUID();
    await ada.post(messages(), { content: "one" }, withKey(key));
    expect(refusal(await ada.post(messages(), { content: "two" }, withKey(key)))).toMatchObject({
      status: 409,
      code: "conflict",
    });
    const members = await ada.post(`/api/conversations/${group}/members`, { user_ids: [bob.id] }, withKey(key));
    expect(refusal(members)).toMatchObject({ status: 409, code: "conflict" });
  });

  it("is another one from somebody else, and elsewhere", async () => {
    const key = crypto.randomUUID();
    const body = { content: "same words" };
    const first = await ada.post<MyMessageJson>(messages(), body, withKey(key));
    const bobs = await bob.post<MyMessageJson>(messages(), body, withKey(key));
    const { id: elsewhere } = await ada.start({ member_ids: [bob.id] });
    const there = await ada.post<MyMessageJson>(`/api/conversations/${elsewhere}/messages`, body, withKey(key));
    expect(new Set([first, bobs, there].map(({ json }) => json.id)).size).toBe(3);
    expect([first, bobs, there].map(isReplay)).toEqual([false, false, false]);
  });

  it("is shown only to who may read it now", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Left" });
    const send = () => bob.post(`/api/conversations/${id}/messages`, { content: "bye" }, withKey("bye"));
    expect((await send()).status).toBe(201);
    await bob.post(`/api/conversations/${id}/leave`);
    expect(refusal(await send())).toEqual({ status: 404, code: "not_found", paths: [] });
  });

  it.each(["", "k".repeat(101)])("has a key of 1 to 100 characters, not %j", async (key) => {
    expect(refusal(await ada.post(messages(), { content: "x", client_message_id: key }))).toMatchObject({
      status: 400,
    });
    expect(refusal(await ada.post(messages(), { content: "x" }, withKey(key)))).toMatchObject({ status: 400 });
  });
});

describe("a message that is sent on again with its key", () => {
  it("is shown only to who may read it now, there and where it is from", async () => {
    const { id: there } = await ada.start({ member_ids: [bob.id], name: "Left" });
    const { id: source } = await ada.send(group, "look");
    const forward = () =>
      bob.post<Forwarded>(`/api/messages/${source}/forward`, { conversation_ids: [there] }, withKey("on"));
    expect(await forward()).toMatchObject({ status: 201, json: { messages: [{ content: "look" }], failed: [] } });
    await bob.post(`/api/conversations/${there}/leave`);
    expect(await forward()).toMatchObject({
      status: 201,
      json: { messages: [], failed: [{ conversation_id: there, code: "not_found" }] },
    });
  });
});

describe("two messages that are forwarded with one key", () => {
  it("are not both sent to the same conversation: the second is refused", async () => {
    const [tea, milk] = [await ada.send(group, "tea"), await ada.send(group, "milk")];
    const { id: there } = await ada.start({ name: "There" });
    const key = crypto.randomUUID();
    const forward = (message: string) =>
      ada.post<Forwarded>(`/api/messages/${message}/forward`, { conversation_ids: [there] }, withKey(key));
    expect((await forward(tea.id)).status).toBe(201);
    expect(refusal(await forward(milk.id))).toMatchObject({ status: 409, code: "conflict" });
    expect(isReplay(await forward(tea.id))).toBe(true);
  });
});

describe("a reaction that is given again with its key", () => {
  it("is shown, with those of others, only to who may read the message now", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Left" });
    const { id: message } = await ada.send(id, "hello");
    const react = () => bob.post(`/api/messages/${message}/reactions`, { emoji: "👍" }, withKey("thumb"));
    expect((await react()).status).toBe(201);
    await bob.post(`/api/conversations/${id}/leave`);
    await ada.post(`/api/messages/${message}/reactions`, { emoji: "✅" });
    expect(refusal(await react())).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("a conversation that is started again with its key", () => {
  it("is the same conversation", async () => {
    const key = crypto.randomUUID();
    const body = { member_ids: [bob.id], name: "Once" };
    const start = () => ada.post<MyConversationJson>("/api/conversations", body, withKey(key));
    const answers = await Promise.all(Array.from({ length: 10 }, start));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1);
    const other = await ada.post("/api/conversations", { ...body, name: "Twice" }, withKey(key));
    expect(refusal(other)).toMatchObject({ status: 409, code: "conflict" });
  });

  it("is not one with somebody else, be it direct or not, at once or later", async () => {
    const people = ["cem", "dora", "eve"].map((name) => Person.register(server.url, name));
    const [cem, dora, eve] = await Promise.all(people);
    if (!cem || !dora || !eve) throw new Error("Nobody is there.");
    const key = crypto.randomUUID();
    const start = (body: object) => eve.post<MyConversationJson>("/api/conversations", body, withKey(key));
    const [withCem, withDora] = await Promise.all([start({ member_ids: [cem.id] }), start({ member_ids: [dora.id] })]);
    expect([withCem.status, withDora.status].toSorted((one, other) => one - other)).toEqual([201, 409]);
    const [first, second] = withCem.status === 201 ? [cem, dora] : [dora, cem];
    expect(refusal(await start({ member_ids: [second.id] }))).toMatchObject({ status: 409, code: "conflict" });
    expect(refusal(await start({ member_ids: [], name: "Alone" }))).toMatchObject({ status: 409, code: "conflict" });
    expect((await start({ member_ids: [first.id] })).status).toBe(201);
    const mine = await eve.get<{ conversations: MyConversationJson[] }>("/api/conversations");
    expect(mine.json.conversations).toHaveLength(1);
  });

  it("may be another one after a refusal, from which nothing came", async () => {
    const key = crypto.randomUUID();
    const start = (body: object) => ada.post("/api/conversations", body, withKey(key));
    expect(refusal(await start({ member_ids: ["nobody"], kind: "direct" })).status).toBe(400);
    expect((await start({ member_ids: [bob.id], kind: "group", name: "After all" })).status).toBe(201);
  });
});

describe("people who are added again with the same key", () => {
  it("are added once, and may be removed meanwhile", async () => {
    const { id } = await ada.start({ member_ids: [], kind: "group", name: "Add" });
    const add = () => ada.post(`/api/conversations/${id}/members`, { user_ids: [bob.id] }, withKey("add"));
    const first = await add();
    const second = await add();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("x-position")).toBe(first.headers.get("x-position"));
    expect([first, second].map(isReplay)).toEqual([false, true]);
    await ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    expect(await add()).toMatchObject({ status: 201, json: { members: [] } });
  });
});

describe("somebody who joins again with the same key", () => {
  it("joined once", async () => {
    const { id } = await ada.start({ name: "Open", visibility: "public" });
    const join = () => bob.post<MyConversationJson>(`/api/conversations/${id}/join`, undefined, withKey("join"));
    const [first, second] = [await join(), await join()];
    expect([first, second].map(isReplay)).toEqual([false, true]);
    expect(second.json).toMatchObject({ id, my_role: "member", last_sequence: 1 });
  });
});
