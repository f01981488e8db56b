import { beforeAll, describe, expect, it, vi } from "vitest";
import type { MyMessageJson, MyReactionJson } from "../../../src/api/schemas/message.ts";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";

const server = apiServer({ EDIT_WINDOW_INCIDENT: "1" });
let ada: Person;
let bob: Person;
let cem: Person;

beforeAll(async () => {
  [ada, bob, cem] = await Promise.all([
    Person.register(server.url, "ada"),
    Person.register(server.url, "bob"),
    Person.register(server.url, "cem"),
  ]);
});

interface History {
  readonly messages: readonly MyMessageJson[];
}
interface Versions {
  readonly versions: readonly { readonly content: string; readonly content_type: string; readonly edited_at: string }[];
  readonly next_cursor: string | null;
}
interface Reactions {
  readonly reactions: readonly MyReactionJson[];
}
interface Page extends History {
  readonly next_cursor: string | null;
}

const group = (): Promise<MyConversationJson> => ada.start({ member_ids: [bob.id], kind: "group", name: "A group" });
const after = (headers: Headers): string => headers.get("x-position") ?? "";

async function history(who: Person, id: string, query: string, position: string): Promise<readonly MyMessageJson[]> {
  const path = `/api/conversations/${id}/messages?min_position=${position}${query}`;
  return made(await who.get<History>(path)).messages;
}

describe("what a message says", () => {
  it("may be html, sanitised, with its text for previews", async () => {
    const { id } = await group();
    const html = '<p onclick="x">hi <b>there</b><script>alert(1)</script> <a href="javascript:x">a</a></p>';
    const sent = await ada.send(id, html, { content_type: "html" });
    expect(sent).toMatchObject({ content_type: "html", content: "<p>hi <strong>there</strong> <a>a</a></p>" });
    const reply = await bob.send(id, "yes", { reply_to_id: sent.id });
    expect(reply.reply_to).toMatchObject({ preview: "hi there a", is_deleted: false });
    const [read] = await history(bob, id, "&order=desc", reply.after);
    expect(read?.reply_to).toEqual(reply.reply_to);
    const list = await bob.get<{ conversations: MyConversationJson[] }>(
      `/api/conversations?min_position=${sent.after}`,
    );
    expect(made(list).conversations.find((each) => each.id === id)?.last_message?.preview).toBe("yes");
  });

  it("is refused as html without a text, or with too much of it", async () => {
    const { id } = await group();
    for (const content of ["<p> </p>", "<script>alert(1)</script>", `<p>${"a".repeat(65_536)}</p>`]) {
      const answer = await ada.post(`/api/conversations/${id}/messages`, { content, content_type: "html" });
      expect(refusal(answer)).toEqual({ status: 400, code: "validation_failed", paths: ["content"] });
    }
    const long = `<p>${"a".repeat(60_000)}</p>`;
    expect(await ada.send(id, long, { content_type: "html" })).toMatchObject({ content: long });
  });

  it("may be incident data, which the history is filtered by", async () => {
    const { id } = await group();
    const say = (n: number, lot: string) =>
      ada.send(id, `${n} °C`, { message_type: "incident_data", data: { oven: { temperature: n, lot } } });
    await say(79, "A");
    const hot = await say(80.5, "B");
    await bob.send(id, "with data of its own", { data: { oven: { temperature: "hot" } } });
    const last = await bob.send(id, "plain");
    expect(hot).toMatchObject({ message_type: "incident_data", content: "80.5 °C" });
    expect(hot.data).toEqual({ oven: { temperature: 80.5, lot: "B" } });
    const found = async (query: string) =>
      (await history(bob, id, `&${query}`, last.after)).map(({ content }) => content);
    expect(await found("data.oven.temperature[gte]=80")).toEqual(["80.5 °C"]);
    expect(await found("data.oven.temperature[lt]=80")).toEqual(["79 °C"]);
    expect(await found("data.oven.temperature=hot")).toEqual(["with data of its own"]);
    expect(await found("data.oven.lot[gt]=A&data.oven.temperature[gt]=1")).toEqual(["80.5 °C"]);
    expect(await found("data.oven.lot=%27%20or%201=1--")).toEqual([]);
    expect(await found("type=incident_data")).toEqual(["79 °C", "80.5 °C"]);
    expect(await found("type=text")).toEqual(["with data of its own", "plain"]);
    const unknown = await bob.get(`/api/conversations/${id}/messages?dta.x=1`);
    expect(refusal(unknown)).toMatchObject({ status: 400, paths: ["dta.x"] });
  });

  it("has its data's fields in the order in which they were sent, whenever it is read", async () => {
    const { id } = await group();
    const data = { temperature: 80.5, lot: "B", at: { shift: 2, by: "Nora" }, a: [] };
    const sent = await ada.send(id, "measured", { message_type: "incident_data", data });
    const [read] = await history(bob, id, "", sent.after);
    expect([sent.data, read?.data].map((each) => JSON.stringify(each))).toEqual(Array(2).fill(JSON.stringify(data)));
  });

  it("is refused where its data is too much, too deep or missing", async () => {
    const { id } = await group();
    const nested = (levels: number): object => (levels === 1 ? {} : { a: nested(levels - 1) });
    const send = (fields: object) => ada.post<MyMessageJson>(`/api/conversations/${id}/messages`, fields);
    expect(refusal(await send({ content: "x", data: { a: "x".repeat(102_400) } }))).toMatchObject({ paths: ["data"] });
    expect((await send({ content: "x", data: nested(33) })).status).toBe(400);
    expect((await send({ content: "x", data: nested(32) })).json.data).toEqual(nested(32));
    expect(refusal(await send({ content: "x", message_type: "incident_data" }))).toMatchObject({ paths: ["data"] });
    expect(refusal(await send({ content: "x", data: { "a\0": 1 } }))).toMatchObject({ paths: ["data.a\u{FFFD}"] });
    expect((await send({ data: { a: 1 } })).json).toMatchObject({ content: "", data: { a: 1 } });
    expect(refusal(await send({}))).toMatchObject({ paths: ["content"] });
  });
});

describe("mentions", () => {
  it("are of people who may read it", async () => {
    const { id } = await group();
    const answer = await ada.post(`/api/conversations/${id}/messages`, { content: "@cem", mentions: [cem.id] });
    expect(refusal(answer)).toEqual({ status: 400, code: "validation_failed", paths: ["mentions"] });
    const room = await ada.start({ kind: "room", visibility: "public", name: "Open" });
    expect(await ada.send(room.id, "@cem", { mentions: [cem.id] })).toMatchObject({ mentions: [cem.id] });
    const nobody = await ada.post(`/api/conversations/${room.id}/messages`, { content: "@x", mentions: ["nobody"] });
    expect(refusal(nobody)).toMatchObject({ paths: ["mentions"] });
  });

  it("are counted until they are read, and listed as long as they may be read", async () => {
    const dot = await Person.register(server.url, "dot");
    const { id } = await ada.start({ member_ids: [dot.id], kind: "group", name: "Mentioning" });
    await ada.send(id, "nothing");
    const one = await ada.send(id, "@dot", { mentions: [dot.id] });
    const all = await ada.send(id, "@all", { mentions_all: true });
    const both = await ada.send(id, "@dot @all", { mentions: [dot.id], mentions_all: true });
    await dot.send(id, "@all from me", { mentions_all: true });
    const edited = await ada.send(id, "not yet");
    const change = await ada.patch(`/api/messages/${edited.id}`, { content: "@dot now", mentions: [dot.id] });
    const count = async (position: string) =>
      made(await dot.get<MyConversationJson>(`/api/conversations/${id}?min_position=${position}`)).mention_count;
    const listed = async (query: string) => made(await dot.get<Page>(`/api/mentions?${query}`));
    expect(await count(after(change.headers))).toBe(1);
    const first = await listed(`limit=2&min_position=${after(change.headers)}`);
    const rest = await listed(`limit=2&cursor=${first.next_cursor ?? ""}`);
    expect(first.messages.map((each) => each.id)).toEqual([edited.id, both.id]);
    expect(rest.messages.map((each) => each.id)).toEqual([all.id, one.id]);
    expect(rest.next_cursor).toBeNull();
    const gone = await ada.delete(`/api/messages/${one.id}`);
    const read = await dot.post(`/api/conversations/${id}/read`);
    expect(await count(after(read.headers))).toBe(0);
    expect((await listed(`min_position=${after(gone.headers)}`)).messages).toHaveLength(3);
    const removed = await ada.delete(`/api/conversations/${id}/members/${dot.id}`);
    expect((await listed(`min_position=${after(removed.headers)}`)).messages).toEqual([]);
  });
});

describe("editing", () => {
  it("changes the words, and keeps every version", async () => {
    const { id } = await group();
    const sent = await ada.send(id, "one");
    await ada.patch(`/api/messages/${sent.id}`, { content: "two" });
    const answer = await ada.patch<MyMessageJson>(`/api/messages/${sent.id}`, { content: "three" });
    expect(answer.json).toMatchObject({ content: "three", is_edited: true, sequence: sent.sequence });
    const [read] = await history(bob, id, "&order=desc", after(answer.headers));
    expect(read).toMatchObject({ content: "three", is_edited: true, edited_at: answer.json.edited_at });
    expect(made(await bob.get(`/api/messages/${sent.id}`))).toEqual(read);
    const versions = async (query: string) =>
      made(await bob.get<Versions>(`/api/messages/${sent.id}/history?${query}`));
    const first = await versions("limit=1");
    expect(first.versions.map(({ content }) => content)).toEqual(["one"]);
    const rest = await versions(`limit=2&cursor=${first.next_cursor ?? ""}`);
    expect(rest.versions.map(({ content }) => content)).toEqual(["two", "three"]);
    expect(rest.next_cursor).toBeNull();
    const list = made(
      await bob.get<MyConversationJson>(`/api/conversations/${id}?min_position=${after(answer.headers)}`),
    );
    expect(list.last_message).toMatchObject({ preview: "three", is_deleted: false });
  });

  it("of html is html again", async () => {
    const { id } = await group();
    const sent = await ada.send(id, "<p>one</p>", { content_type: "html" });
    const answer = await ada.patch<MyMessageJson>(`/api/messages/${sent.id}`, { content: "<i>two</i><img src=x>" });
    expect(answer.json).toMatchObject({ content: "<em>two</em>", content_type: "html" });
  });

  it("is for who wrote it, of messages, while the window is open", async () => {
    const room = await ada.start({
      kind: "room",
      name: "Incident",
      member_ids: [bob.id],
      incident: { status: "open", severity: "low", lots: [] },
    });
    const sent = await ada.send(room.id, "one");
    const edit = (who: Person, messageId: string) => who.patch(`/api/messages/${messageId}`, { content: "two" });
    expect(refusal(await edit(bob, sent.id))).toMatchObject({ status: 403 });
    expect(refusal(await edit(cem, sent.id))).toMatchObject({ status: 404 });
    expect((await edit(ada, sent.id)).status).toBe(200);
    const closed = await vi.waitUntil(
      async () => {
        const answer = await ada.patch(`/api/messages/${sent.id}`, { content: `again ${Date.now()}` });
        return answer.status === 200 ? false : answer;
      },
      { timeout: 8_000, interval: 200 },
    );
    expect(refusal(closed)).toMatchObject({ status: 422, code: "edit_window_closed" });
  });
});

describe("deleting", () => {
  it("leaves a placeholder everywhere", async () => {
    const { id } = await group();
    const sent = await ada.send(id, "secret", { data: { a: "secret" }, mentions: [bob.id] });
    const reply = await bob.send(id, "to that", { reply_to_id: sent.id });
    await bob.post(`/api/messages/${sent.id}/reactions`, { emoji: "👍" });
    const deleted = await ada.delete(`/api/messages/${sent.id}`);
    expect(deleted.status).toBe(204);
    expect((await ada.delete(`/api/messages/${sent.id}`)).status).toBe(204);
    const messages = await history(bob, id, "", after(deleted.headers));
    const one = made(await bob.get<MyMessageJson>(`/api/messages/${sent.id}`));
    expect(messages.find((each) => each.id === sent.id)).toEqual(one);
    expect(one).toMatchObject({ is_deleted: true, deleted_by: ada.id, content: "", data: null, reactions: [] });
    expect(messages.find((each) => each.id === reply.id)?.reply_to).toMatchObject({ preview: "", is_deleted: true });
    expect(JSON.stringify(messages)).not.toContain("secret");
    expect(made(await bob.get<Versions>(`/api/messages/${sent.id}/history`)).versions).toEqual([]);
  });

  it("shows in the list, and nothing can be done with it", async () => {
    const { id } = await group();
    const sent = await ada.send(id, "secret");
    const deleted = await ada.delete(`/api/messages/${sent.id}`);
    const path = `/api/conversations/${id}?min_position=${after(deleted.headers)}`;
    expect(made(await bob.get<MyConversationJson>(path)).last_message).toMatchObject({ preview: "", is_deleted: true });
    const attempts = [
      await ada.patch(`/api/messages/${sent.id}`, { content: "x" }),
      await bob.post(`/api/messages/${sent.id}/reactions`, { emoji: "👍" }),
      await bob.post(`/api/messages/${sent.id}/forward`, { conversation_ids: [id] }),
      await bob.post(`/api/conversations/${id}/messages`, { content: "x", reply_to_id: sent.id }),
    ];
    expect(attempts.map((each) => refusal(each))).toEqual(
      attempts.map(() => ({ status: 410, code: "gone", paths: [] })),
    );
  });

  it("is for moderators, whoever wrote it", async () => {
    const { id } = await group();
    const [adas, bobs] = [await ada.send(id, "ada's"), await bob.send(id, "bob's")];
    expect((await bob.delete(`/api/messages/${adas.id}`)).status).toBe(403);
    expect((await cem.delete(`/api/messages/${adas.id}`)).status).toBe(404);
    const answer = await ada.request("DELETE", `/api/messages/${bobs.id}`, { json: { reason: "rude" } });
    expect(answer.status).toBe(204);
    made(await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { role: "moderator" }));
    expect((await bob.delete(`/api/messages/${adas.id}`)).status).toBe(204);
  });
});

describe("reactions", () => {
  it("are each person's once, summed up, and taken back", async () => {
    const { id } = await group();
    const sent = await ada.send(id, "hello");
    const path = `/api/messages/${sent.id}/reactions`;
    await ada.post(path, { emoji: "👍" });
    await ada.post(path, { emoji: "👍" });
    await bob.post(path, { emoji: "❤️" });
    const answer = await bob.post<Reactions>(path, { emoji: "👍" });
    const both = { emoji: "👍", count: 2, user_ids: [ada.id, bob.id], mine: true };
    expect(answer.json.reactions).toEqual([both, { emoji: "❤️", count: 1, user_ids: [bob.id], mine: true }]);
    const [read] = await history(ada, id, "&order=desc", after(answer.headers));
    expect(read?.reactions.map(({ emoji, mine }) => [emoji, mine])).toEqual([
      ["👍", true],
      ["❤️", false],
    ]);
    const one = await bob.delete<Reactions>(`${path}/${encodeURIComponent("👍")}`);
    expect(one.json.reactions.map(({ emoji, count }) => [emoji, count])).toEqual([
      ["👍", 1],
      ["❤️", 1],
    ]);
    const all = await bob.delete<Reactions>(path);
    expect(all.json.reactions).toEqual([{ emoji: "👍", count: 1, user_ids: [ada.id], mine: false }]);
    const now = await history(bob, id, "&order=desc", after(all.headers));
    expect(now[0]?.reactions).toEqual(all.json.reactions);
    expect(refusal(await ada.post(path, { emoji: "🦑" }))).toMatchObject({ status: 400, paths: ["emoji"] });
    expect((await cem.post(path, { emoji: "👍" })).status).toBe(404);
  });
});

describe("forwarding", () => {
  it("brings words and author, not the source", async () => {
    const { id } = await group();
    const [one, two] = [
      await bob.start({ kind: "group", name: "One" }),
      await bob.start({ kind: "group", name: "Two" }),
    ];
    const sent = await ada.send(id, "<p>look</p>", { content_type: "html", data: { a: 1 }, mentions: [bob.id] });
    const asked = { conversation_ids: [one.id, two.id, "elsewhere"] };
    const key = { headers: { "idempotency-key": "forward" } };
    const forward = () =>
      bob.post<{ messages: MyMessageJson[]; failed: unknown[] }>(`/api/messages/${sent.id}/forward`, asked, key);
    const answer = await forward();
    expect(answer.status).toBe(201);
    expect(answer.json.failed).toEqual([{ conversation_id: "elsewhere", code: "not_found" }]);
    for (const message of answer.json.messages) {
      expect(message).toMatchObject({
        sender_id: bob.id,
        content: "<p>look</p>",
        content_type: "html",
        data: { a: 1 },
      });
      expect(message.mentions).toEqual([]);
      expect(message.forwarded_from).toEqual({ sender_display_name: "ada", created_at: sent.created_at });
    }
    const again = await forward();
    expect(again.json.messages.map((each) => each.id)).toEqual(answer.json.messages.map((each) => each.id));
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const further = await bob.post<{ messages: MyMessageJson[] }>(
      `/api/messages/${answer.json.messages[0]?.id ?? ""}/forward`,
      { conversation_ids: [two.id] },
    );
    expect(further.json.messages[0]?.forwarded_from).toEqual(answer.json.messages[0]?.forwarded_from);
    const own = answer.json.messages[0]?.id ?? "";
    expect((await bob.patch(`/api/messages/${own}`, { content: "x" })).status).toBe(403);
    expect((await cem.post(`/api/messages/${sent.id}/forward`, asked)).status).toBe(404);
    const [read] = await history(bob, two.id, "", after(further.headers));
    expect(read?.forwarded_from).toEqual({ sender_display_name: "ada", created_at: sent.created_at });
  });
});

describe("readers", () => {
  it("are those whose markers have come so far", async () => {
    const { id } = await group();
    const sent = await ada.send(id, "hello");
    const read = await bob.post(`/api/conversations/${id}/read`);
    const path = `/api/messages/${sent.id}/readers?min_position=${after(read.headers)}`;
    const answer = made(await ada.get<{ readers: { user_id: string; read_at: string }[] }>(path));
    expect(answer.readers.map((each) => each.user_id)).toEqual([bob.id]);
    expect(answer.readers[0]?.read_at).toMatch(/^\d{4}-/);
    expect((await cem.get(path)).status).toBe(404);
  });
});

describe("somebody who may read a conversation no more", () => {
  it("learns nothing of what a message there is by trying to edit it", async () => {
    const { id } = await group();
    const html = await ada.send(id, "<p>hello</p>", { content_type: "html" });
    await bob.post(`/api/conversations/${id}/leave`);
    const tooMuchForText = { content: "x".repeat(20_000) };
    const edit = (message: string) => bob.patch(`/api/messages/${message}`, tooMuchForText);
    expect(refusal(await edit(html.id))).toEqual(refusal(await edit(`${id}_zz`)));
  });
});

describe("blocking", () => {
  it("keeps direct messages away, and what else would reach one there", async () => {
    const [eve, fay] = [await Person.register(server.url, "eve"), await Person.register(server.url, "fay")];
    const { id } = await eve.start({ member_ids: [fay.id] });
    const { id: hello } = await eve.send(id, "hello");
    await fay.post(`/api/users/${eve.id}/block`);
    const again = { content: "again" };
    for (const refused of [
      await eve.post(`/api/conversations/${id}/messages`, again),
      await eve.patch(`/api/messages/${hello}`, again),
      await eve.post(`/api/messages/${hello}/reactions`, { emoji: "👍" }),
      await eve.post(`/api/messages/${hello}/pin`),
      await eve.post(`/api/conversations/${id}/typing`),
    ])
      expect(refusal(refused)).toMatchObject({ status: 403, code: "forbidden" });
    await fay.delete(`/api/users/${eve.id}/block`);
    expect((await eve.send(id, "again")).content).toBe("again");
  });
});

describe("the stream", () => {
  const told = (stream: StreamClient, events: readonly string[]): Heard[] =>
    stream.heard.filter(({ event }) => events.includes(event));
  const wanted = ["message_edited", "reaction", "message_deleted"];

  it("tells edits, reactions and deletions as they happen, and the same to who asks later", async () => {
    const { id } = await group();
    const stream = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
    const sent = await ada.send(id, "one");
    await ada.patch(`/api/messages/${sent.id}`, { content: "two @bob", mentions: [bob.id] });
    await bob.post(`/api/messages/${sent.id}/reactions`, { emoji: "👍" });
    await bob.delete(`/api/messages/${sent.id}/reactions`);
    const deleted = await ada.delete(`/api/messages/${sent.id}`);
    await vi.waitFor(() => expect(told(stream, wanted)).toHaveLength(4), { timeout: 5_000 });
    const about = { conversation_id: id, message_id: sent.id };
    const [edit, added, removed, end] = told(stream, wanted);
    const words = { new_content: "two @bob", content_type: "text", mentions: [bob.id], mentions_all: false };
    expect(edit?.data).toMatchObject({ ...about, ...words });
    expect(edit?.data).toHaveProperty("edited_at");
    expect(added?.data).toMatchObject({ ...about, user_id: bob.id, emoji: "👍", action: "add" });
    expect(removed?.data).toMatchObject({ ...about, user_id: bob.id, emoji: "👍", action: "remove" });
    expect(end?.data).toMatchObject({ ...about, deleted_by: ada.id });
    expect(end?.data).toHaveProperty("deleted_at");
    await stream.cut();

    const path = `/api/sync?after=${encodeURIComponent(sent.after)}&conversation_id=${id}`;
    const since = await bob.get<{ events: Heard[] }>(`${path}&min_position=${after(deleted.headers)}`);
    const synced = since.json.events.filter(({ event }) => wanted.includes(event));
    expect(synced.map(({ event, id: at }) => [event, at])).toEqual(
      told(stream, wanted).map(({ event, id: at }) => [event, at]),
    );
    expect(synced[0]?.data).toMatchObject({ ...about, new_content: "" });
    expect(synced.slice(1)).toEqual(
      told(stream, wanted)
        .slice(1)
        .map(({ event, id: at, data }) => ({ event, id: at, data })),
    );
  });

  it("tells who comes back what is left of what was deleted and edited meanwhile, also from memory", async () => {
    const { id } = await group();
    const stays = await StreamClient.connect({ url: server.url, token: ada.token ?? "" });
    const stream = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
    await ada.send(id, "before");
    await vi.waitFor(() => expect(told(stream, ["new_message"])).toHaveLength(1));
    await stream.cut();
    const secret = await ada.send(id, "secret");
    const quoting = await ada.send(id, "about that", { reply_to_id: secret.id });
    const changed = await ada.send(id, "draft");
    await vi.waitFor(() => expect(told(stays, ["new_message"])).toHaveLength(4));
    await ada.patch(`/api/messages/${changed.id}`, { content: "final" });
    await ada.delete(`/api/messages/${secret.id}`);
    await vi.waitFor(() => expect(told(stays, ["message_deleted"])).toHaveLength(1));
    await stream.reconnect();
    await vi.waitFor(() => expect(told(stream, ["message_deleted"])).toHaveLength(1));
    const messages = told(stream, ["new_message"])
      .slice(1)
      .map(({ data }) => data["message"] as MyMessageJson);
    expect(messages.map(({ content, is_deleted }) => [content, is_deleted])).toEqual([
      ["", true],
      ["about that", false],
      ["final", false],
    ]);
    expect(messages.find((each) => each.id === quoting.id)?.reply_to).toMatchObject({ preview: "", is_deleted: true });
    await Promise.all([stream.cut(), stays.cut()]);
  });
});
