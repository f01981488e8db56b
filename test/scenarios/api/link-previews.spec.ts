import { beforeAll, describe, expect, it, vi } from "vitest";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import type { LinkPreviewJson } from "../../../src/wire/message.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { knowPage } from "../../support/known-pages.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";

const server = apiServer({ LINK_PREVIEWS: "on" });
const url = "https://lunch.acme.com/soup";
const other = "https://lunch.acme.com/salad";
let ada: Person;
let bob: Person;
let cem: Person;

beforeAll(async () => {
  [ada, bob, cem] = await Promise.all([
    Person.register(server.url, "ada"),
    Person.register(server.url, "bob"),
    Person.register(server.url, "cem"),
  ]);
  // Nobody answers at the image's address.
  const page = { description: "At noon.", image: "https://lunch.acme.com:443/soup.png" };
  await knowPage(server.databaseUrl, url, { title: "Soup", ...page });
  await knowPage(server.databaseUrl, other, { title: "Salad" });
});

const begin = async (more: object = {}): Promise<string> =>
  (await ada.start({ member_ids: [bob.id], kind: "group", name: "A group", ...more })).id;

const preview = (id: string, of = url): LinkPreviewJson =>
  of === url
    ? { url, title: "Soup", description: "At noon.", image: `/api/messages/${id}/link-preview/image` }
    : { url: other, title: "Salad", description: null, image: null };

async function now(id: string): Promise<MyMessageJson> {
  return made(await bob.get<MyMessageJson>(`/api/messages/${id}`));
}

async function becomes(id: string, expected: LinkPreviewJson | null): Promise<void> {
  await vi.waitFor(async () => expect((await now(id)).link_preview).toEqual(expected), { timeout: 10_000 });
}

describe("a link in a message", () => {
  it("gets its preview, live, by sync, and in the history", async () => {
    const room = await begin();
    const stream = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
    const sent = await ada.send(room, `Look: ${url}.`);
    expect(sent.link_preview).toBeNull();
    const told = (): Heard[] => stream.heard.filter(({ event }) => event === "link_preview");
    await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 10_000 });
    const about = { conversation_id: room, message_id: sent.id };
    expect(told()[0]?.data).toMatchObject({ ...about, link_preview: preview(sent.id) });
    await stream.cut();
    const synced = await bob.get<{ events: Heard[] }>(`/api/sync?after=${encodeURIComponent(sent.after)}`);
    expect(made(synced).events).toContainEqual(expect.objectContaining({ id: told()[0]?.id, data: told()[0]?.data }));
    const history = await bob.get<{ messages: MyMessageJson[] }>(`/api/conversations/${room}/messages`);
    expect(made(history).messages.find(({ id }) => id === sent.id)?.link_preview).toEqual(preview(sent.id));
    expect(await now(sent.id)).toMatchObject({ link_preview: preview(sent.id), is_edited: false });
  });

  it("takes its preview with it when it is edited away, and another one brings its own", async () => {
    const room = await begin();
    const sent = await ada.send(room, url);
    await becomes(sent.id, preview(sent.id));
    const edited = await ada.patch<MyMessageJson>(`/api/messages/${sent.id}`, { content: `rather ${other}` });
    expect(made(edited).link_preview).toBeNull();
    await becomes(sent.id, preview(sent.id, other));
  });

  it("loses its preview by its author, for good", async () => {
    const room = await begin();
    const sent = await ada.send(room, url);
    await becomes(sent.id, preview(sent.id));
    const path = `/api/messages/${sent.id}/link-preview`;
    expect(refusal(await bob.delete(path))).toMatchObject({ status: 403, code: "forbidden" });
    expect(refusal(await cem.delete(path))).toMatchObject({ status: 404, code: "not_found" });
    expect((await ada.delete(path)).status).toBe(204);
    expect((await ada.delete(path)).status).toBe(204);
    expect((await now(sent.id)).link_preview).toBeNull();
    await ada.patch(`/api/messages/${sent.id}`, { content: `rather ${other}` });
    const next = await ada.send(room, other);
    await becomes(next.id, preview(next.id, other));
    expect((await now(sent.id)).link_preview).toBeNull();
  });

  it("shows nothing of itself once its message is deleted", async () => {
    const room = await begin();
    const sent = await ada.send(room, url);
    await becomes(sent.id, preview(sent.id));
    await ada.delete(`/api/messages/${sent.id}`);
    expect((await now(sent.id)).link_preview).toBeNull();
    expect(refusal(await ada.delete(`/api/messages/${sent.id}/link-preview`))).toMatchObject({ status: 410 });
  });

  it("is told without words where some may have joined later", async () => {
    const room = await begin({ history_visibility: "joined" });
    const stream = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
    const sent = await ada.send(room, url);
    const told = (): Heard[] => stream.heard.filter(({ event }) => event === "link_preview");
    await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 10_000 });
    expect(told()[0]?.data).toMatchObject({ message_id: sent.id });
    expect(told()[0]?.data).not.toHaveProperty("link_preview");
    expect((await now(sent.id)).link_preview).toEqual(preview(sent.id));
    await stream.cut();
  });

  it("gives its image to those only who may read the message, and none that cannot be had", async () => {
    const room = await begin();
    const sent = await ada.send(room, url);
    await becomes(sent.id, preview(sent.id));
    const path = `/api/messages/${sent.id}/link-preview/image`;
    expect(refusal(await cem.get(path))).toMatchObject({ status: 404 });
    expect(refusal(await bob.get(path))).toMatchObject({ status: 404 });
  });
});
