import { beforeAll, describe, expect, it } from "vitest";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { query } from "../../support/database.ts";
import { StreamClient } from "../../support/stream-client.ts";

const server = apiServer();
let ada: Person;
let bob: Person;
let eve: Person;

beforeAll(async () => {
  [ada, bob, eve] = [
    await Person.register(server.url, "ada"),
    await Person.register(server.url, "bob"),
    await Person.register(server.url, "eve"),
  ];
});

const none = { content: "", content_type: "text", reply_to_id: null, updated_at: null };

async function lunch(): Promise<{ readonly id: string; readonly path: string }> {
  const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
  return { id, path: `/api/conversations/${id}/draft` };
}

const put = (person: Person, path: string, json: unknown) => person.request("PUT", path, { json });

async function preview(person: Person, id: string): Promise<string | null> {
  return made(await person.get<MyConversationJson>(`/api/conversations/${id}`)).draft_preview;
}

describe("a draft", () => {
  it("is kept for oneself, one in each conversation, until it is sent away or emptied", async () => {
    const { id, path } = await lunch();
    const { id: messageId } = await ada.send(id, "hello");
    expect(await bob.get(path)).toMatchObject({ status: 200, json: none });
    const draft = { content: "I was about\nto say", content_type: "text", reply_to_id: messageId };
    expect(await put(bob, path, draft)).toMatchObject({ status: 200, json: draft });
    expect(await bob.get(path)).toMatchObject({ json: { ...draft, updated_at: expect.any(String) as string } });
    expect(await preview(bob, id)).toBe("I was about to say");
    expect(await ada.get(path)).toMatchObject({ json: none });
    expect(await preview(ada, id)).toBeNull();

    await put(bob, path, { content: "something else" });
    expect(await bob.get(path)).toMatchObject({ json: { content: "something else", reply_to_id: null } });
    expect(await put(bob, path, { content: "" })).toMatchObject({ json: none });
    expect(await preview(bob, id)).toBeNull();
    await put(bob, path, { content: "once more" });
    expect((await bob.delete(path)).status).toBe(204);
    expect((await bob.delete(path)).status).toBe(204);
    expect(await bob.get(path)).toMatchObject({ json: none });
  });

  it("in html is sanitised, and previewed as text", async () => {
    const { id, path } = await lunch();
    const html = "<p>Good <b onclick=alert(1)>morning</b><script>alert(1)</script></p>";
    const { json } = await put(bob, path, { content: html, content_type: "html" });
    expect(json).toMatchObject({ content_type: "html" });
    expect(JSON.stringify(json)).not.toMatch(/script|onclick/);
    expect(await preview(bob, id)).toBe("Good morning");
  });

  it("holds 64 KB, and replies to what is here", async () => {
    const [here, there] = [await lunch(), await lunch()];
    const { id: elsewhere } = await ada.send(there.id, "hello");
    expect((await put(bob, here.path, { content: "x".repeat(64 * 1_024) })).status).toBe(200);
    const swelling = { content: "&".repeat(20_000), content_type: "html" };
    const wrong = [
      swelling,
      { content: "é".repeat(32 * 1_024 + 1) },
      { content: "a\0b" },
      { content: "x", title: "y" },
      {},
    ];
    for (const each of wrong) expect((await put(bob, here.path, each)).status).toBe(400);
    const reply = await put(bob, here.path, { content: "x", reply_to_id: elsewhere });
    expect(refusal(reply)).toEqual({ status: 400, code: "validation_failed", paths: ["reply_to_id"] });
  });

  it("is a member's, and gone when they are", async () => {
    const { id, path } = await lunch();
    for (const ask of [eve.get(path), put(eve, path, { content: "x" }), eve.delete(path)])
      expect((await ask).status).toBe(404);
    await put(bob, path, { content: "my last words" });
    await ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    expect((await bob.get(path)).status).toBe(404);
    await ada.post(`/api/conversations/${id}/members`, { user_ids: [bob.id] });
    expect(await bob.get(path)).toMatchObject({ json: none });
    expect(await preview(bob, id)).toBeNull();
    await put(bob, path, { content: "my first words" });
    expect(await preview(bob, id)).toBe("my first words");
    expect(await query(server.databaseUrl, "select content from kept.drafts where conversation_id = $1", [id])).toEqual(
      [{ content: "my first words" }],
    );
  });

  it("is told of to one's other devices, not to the one that wrote it, nor to anybody else", async () => {
    const { id, path } = await lunch();
    const other = await bob.login();
    const streams = await Promise.all(
      [bob, other, ada].map(({ token = "" }) => StreamClient.connect({ url: server.url, token })),
    );
    await put(bob, path, { content: "hello" });
    await other.delete(path);
    await ada.send(id, "the end");
    const told: unknown[] = [];
    for (const stream of streams) {
      await stream.until(() => JSON.stringify(stream.heard).includes("the end"));
      told.push(stream.heard.filter(({ event }) => event === "draft_changed"));
    }
    await Promise.all(streams.map((stream) => stream.cut()));
    const once = [{ event: "draft_changed", id: null, data: { conversation_id: id } }];
    expect(told).toEqual([once, once, []]);
  });
});
