import { beforeAll, describe, expect, it } from "vitest";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";

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

interface Scheduled {
  readonly id: string;
  readonly status: string;
  readonly code: string | null;
  readonly message_id: string | null;
  readonly content: string;
  readonly send_at: string;
}

interface Listed {
  readonly scheduled: readonly Scheduled[];
  readonly next_cursor: string | null;
}

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const hour = 3_600_000;

async function lunch(): Promise<{ readonly id: string; readonly path: string }> {
  const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
  return { id, path: `/api/conversations/${id}/scheduled` };
}

async function settled(person: Person, path: string): Promise<Scheduled> {
  let found: Scheduled | undefined;
  const status = async (): Promise<string> => (found = made(await person.get<Scheduled>(path))).status;
  await expect.poll(status, { timeout: 20_000 }).not.toBe("waiting");
  if (!found) throw new Error("Nothing was asked.");
  return found;
}

describe("a message that is sent later", () => {
  it("is sent at its time, with all that it says, and tells what became of it", async () => {
    const { id, path } = await lunch();
    const { id: replyTo } = await ada.send(id, "what is for lunch?");
    const said = { content: "<p>Soup</p>", content_type: "html", mentions: [ada.id], data: { hot: true } };
    const asked = await bob.post<Scheduled>(path, { ...said, reply_to_id: replyTo, send_at: inMs(1_500) });
    expect(asked).toMatchObject({ status: 201, json: { ...said, status: "waiting", reply_to_id: replyTo } });
    const sent = await settled(bob, `${path}/${asked.json.id}`);
    expect(sent).toMatchObject({ status: "sent", content: "", data: null, code: null });
    const message = made(await ada.get<MyMessageJson>(`/api/messages/${sent.message_id}`));
    expect(message).toMatchObject({ ...said, sender_id: bob.id, client_message_id: asked.json.id });
    expect(message.reply_to).toMatchObject({ id: replyTo });
    expect(message.created_at >= asked.json.send_at).toBe(true);
    await expect
      .poll(async () => made(await bob.get<Listed>(path)).scheduled)
      .toMatchObject([{ id: asked.json.id, status: "sent", message_id: sent.message_id, content: "" }]);
  });

  it("is refused at its time to whoever may not write then", async () => {
    const { id, path } = await lunch();
    const { json } = await bob.post<Scheduled>(path, { content: "too late", send_at: inMs(2_000) });
    await ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    expect(await settled(bob, `${path}/${json.id}`)).toMatchObject({ status: "refused", code: "not_found" });
    expect((await bob.get(path)).status).toBe(404);
    const history = await ada.get(`/api/conversations/${id}/messages`);
    expect(JSON.stringify(history.json)).not.toContain("too late");
  });

  it("is changed and cancelled as long as it waits", async () => {
    const { path } = await lunch();
    const { json } = await bob.post<Scheduled>(path, { content: "one", mentions: [ada.id], send_at: inMs(hour) });
    const own = `${path}/${json.id}`;
    expect(await bob.patch(own, { content: "two" })).toMatchObject({
      status: 200,
      json: { content: "two", mentions: [ada.id], send_at: json.send_at },
    });
    const later = inMs(2 * hour);
    expect(await bob.patch(own, { send_at: later })).toMatchObject({ json: { content: "two", send_at: later } });
    expect(refusal(await bob.patch(own, { send_at: inMs(-hour) }))).toMatchObject({ status: 400, paths: ["send_at"] });
    expect(refusal(await bob.patch(own, { content: " " }))).toMatchObject({ status: 400, paths: ["content"] });
    expect((await bob.delete(own)).status).toBe(204);
    expect((await bob.get(own)).status).toBe(404);
    expect((await bob.patch(own, { content: "three" })).status).toBe(404);
    await expect.poll(async () => made(await bob.get<Listed>(path)).scheduled).toEqual([]);
  });

  it("is nobody else's business", async () => {
    const { path } = await lunch();
    const { json } = await bob.post<Scheduled>(path, { content: "a surprise", send_at: inMs(hour) });
    const own = `${path}/${json.id}`;
    expect((await ada.get<Listed>(path)).json.scheduled).toEqual([]);
    for (const answer of [ada.get(own), ada.patch(own, { content: "x" }), ada.delete(own)])
      expect((await answer).status).toBe(404);
    expect((await eve.get(path)).status).toBe(404);
    expect((await eve.post(path, { content: "x", send_at: inMs(hour) })).status).toBe(404);
    const elsewhere = await lunch();
    expect((await bob.get(`${elsewhere.path}/${json.id}`)).status).toBe(404);
  });

  it("needs a time to come, and what could be sent now", async () => {
    const { path } = await lunch();
    const wrong: [object, string][] = [
      [{ content: "x", send_at: inMs(-1_000) }, "send_at"],
      [{ content: "x", send_at: inMs(400 * 24 * hour) }, "send_at"],
      [{ content: "x", send_at: "tomorrow" }, "send_at"],
      [{ content: "x" }, "send_at"],
      [{ content: "", send_at: inMs(hour) }, "content"],
      [{ content: "x", mentions: [eve.id], send_at: inMs(hour) }, "mentions"],
    ];
    for (const [body, field] of wrong)
      expect(refusal(await bob.post(path, body))).toEqual({ status: 400, code: "validation_failed", paths: [field] });
  });

  it("is there once for one key, and a hundred of one person wait at most", async () => {
    const fox = await Person.register(server.url, "fox");
    const { id } = await fox.start({ kind: "direct" });
    const path = `/api/conversations/${id}/scheduled`;
    const body = { content: "once", send_at: inMs(hour), client_message_id: "the one" };
    const [first, again] = [await fox.post<Scheduled>(path, body), await fox.post<Scheduled>(path, body)];
    expect(again.json.id).toBe(first.json.id);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await fox.post(path, { ...body, content: "twice" })).status).toBe(409);
    for (let n = 1; n < 100; n += 1) made(await fox.post(path, { content: `the ${n}th`, send_at: inMs(hour) }));
    expect(refusal(await fox.post(path, { content: "one more", send_at: inMs(hour) }))).toMatchObject({
      status: 409,
      code: "conflict",
    });
    const page = made(await fox.get<Listed>(`${path}?limit=60`));
    const rest = made(await fox.get<Listed>(`${path}?limit=60&cursor=${page.next_cursor}`));
    expect(new Set([...page.scheduled, ...rest.scheduled].map((each) => each.id)).size).toBe(100);
    expect(rest.next_cursor).toBeNull();
  });
});
