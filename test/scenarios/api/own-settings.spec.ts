import { beforeAll, describe, expect, it } from "vitest";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { made, Person, refusal, type Answer } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";

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

interface Listed {
  readonly conversations: readonly MyConversationJson[];
}

const after = ({ headers }: Answer<unknown>): string => headers.get("x-position") ?? "";

async function seen(person: Person, id: string, position: string): Promise<MyConversationJson> {
  return made(await person.get<MyConversationJson>(`/api/conversations/${id}?min_position=${position}`));
}

/** Whether it is in the list. */
async function isListed(person: Person, id: string, query: string): Promise<boolean> {
  const { conversations } = made(await person.get<Listed>(`/api/conversations?limit=100&${query}`));
  return conversations.some((each) => each.id === id);
}

describe("marking as unread", () => {
  it("counts from there, tells nobody else, and is taken away by reading", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    for (const words of ["one", "two", "three"]) await ada.send(id, words);
    await bob.post(`/api/conversations/${id}/read`);
    const marked = await bob.post(`/api/conversations/${id}/unread`, { sequence: 2 });
    expect(marked).toMatchObject({ status: 200, json: { unread_from: 2 } });
    expect(await seen(bob, id, after(marked))).toMatchObject({
      unread_count: 2,
      unread_from: 2,
      my_last_read_sequence: 3,
    });
    expect((await seen(ada, id, after(marked))).last_message).toMatchObject({ delivery: "read" });
    expect(await isListed(bob, id, `unread=true&min_position=${after(marked)}`)).toBe(true);

    const { after: then } = await ada.send(id, "four");
    expect(await seen(bob, id, then)).toMatchObject({ unread_count: 3, unread_from: 2 });
    const mine = await bob.send(id, "mine");
    expect(await seen(bob, id, mine.after)).toMatchObject({ unread_count: 3, unread_from: 2 });

    const read = await bob.post(`/api/conversations/${id}/read`, { sequence: 1 });
    expect(await seen(bob, id, after(read))).toMatchObject({ unread_count: 0, unread_from: null });
    expect(await isListed(bob, id, `unread=true&min_position=${after(read)}`)).toBe(false);
  });

  it("is for a member, and for a line that is there", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    await ada.send(id, "one");
    const path = `/api/conversations/${id}/unread`;
    expect(refusal(await bob.post(path, { sequence: 2 }))).toMatchObject({ status: 400, paths: ["sequence"] });
    expect(refusal(await bob.post(path, { sequence: 0 }))).toMatchObject({ status: 400, paths: ["sequence"] });
    expect(refusal(await bob.post(path, {}))).toMatchObject({ status: 400 });
    expect(refusal(await eve.post(path, { sequence: 1 }))).toMatchObject({ status: 404 });
  });
});

describe("settings", () => {
  it("of a conversation are one's own", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    expect(await ada.get(`/api/conversations/${id}`)).toMatchObject({
      json: { is_muted: false, is_archived: false, notify: "all" },
    });
    const path = `/api/conversations/${id}/settings`;
    const changed = await bob.patch(path, { is_muted: true, notify: "mentions" });
    expect(changed).toMatchObject({ status: 200, json: { is_muted: true, is_archived: false, notify: "mentions" } });
    expect(await seen(bob, id, after(changed))).toMatchObject({ is_muted: true, notify: "mentions" });
    expect(await seen(ada, id, after(changed))).toMatchObject({ is_muted: false, notify: "all" });
    expect(refusal(await eve.patch(path, { is_muted: true }))).toMatchObject({ status: 404 });
    expect(refusal(await bob.patch(path, { notify: "some" }))).toMatchObject({ status: 400, paths: ["notify"] });
    expect(refusal(await bob.patch(path, { muted: true }))).toMatchObject({ status: 400 });
  });

  it("archive a conversation until a message comes, unless it is muted", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    const first = await ada.send(id, "one");
    const path = `/api/conversations/${id}/settings`;
    const archived = await bob.patch(path, { is_archived: true });
    const there = `min_position=${after(archived)}`;
    expect(await seen(bob, id, after(archived))).toMatchObject({ is_archived: true, last_sequence: first.sequence });
    expect(await isListed(bob, id, there)).toBe(false);
    expect(await isListed(bob, id, `${there}&archived=true`)).toBe(true);
    expect(await isListed(ada, id, there)).toBe(true);

    const renamed = await ada.patch(`/api/conversations/${id}`, { name: "Dinner" });
    expect(await isListed(bob, id, `min_position=${after(renamed)}`)).toBe(false);
    const second = await ada.send(id, "two");
    expect(await seen(bob, id, second.after)).toMatchObject({ is_archived: false });
    expect(await isListed(bob, id, `min_position=${second.after}`)).toBe(true);

    await bob.patch(path, { is_archived: true, is_muted: true });
    const third = await ada.send(id, "three");
    expect(await isListed(bob, id, `min_position=${third.after}`)).toBe(false);
    const back = await bob.patch(path, { is_archived: false });
    expect(await isListed(bob, id, `min_position=${after(back)}`)).toBe(true);
  });

  it("begin anew for whoever comes back", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    await ada.send(id, "one");
    await bob.patch(`/api/conversations/${id}/settings`, { is_muted: true, is_archived: true });
    await bob.post(`/api/conversations/${id}/unread`, { sequence: 1 });
    await ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    const again = await ada.post(`/api/conversations/${id}/members`, { user_ids: [bob.id] });
    expect(await seen(bob, id, after(again))).toMatchObject({
      is_muted: false,
      is_archived: false,
      unread_from: null,
      notify: "all",
    });
    const muted = await bob.patch(`/api/conversations/${id}/settings`, { is_muted: true });
    expect(await seen(bob, id, after(muted))).toMatchObject({ is_muted: true, is_archived: false });
  });

  it("are told to one's other devices, and to nobody else, live and afterwards", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    const { after: start } = await ada.send(id, "one");
    const mine = await StreamClient.connect({ url: server.url, token: bob.token ?? "" });
    const others = await StreamClient.connect({ url: server.url, token: ada.token ?? "" });
    await bob.patch(`/api/conversations/${id}/settings`, { is_muted: true, is_archived: true, notify: "none" });
    await bob.post(`/api/conversations/${id}/unread`, { sequence: 1 });
    await bob.post(`/api/conversations/${id}/read`);
    const { after: end } = await ada.send(id, "the end");
    for (const stream of [mine, others]) {
      await stream.until(() => JSON.stringify(stream.heard).includes("the end"));
      await stream.cut();
    }
    const told = [{ is_muted: true, is_archived: true, notify: "none" }, { unread_from: 1 }, { unread_from: null }];
    const settingsIn = (heard: readonly Pick<Heard, "event" | "data">[]): unknown[] =>
      heard
        .filter(({ event, data }) => event === "settings_changed" && data["conversation_id"] === id)
        .map(({ data }) => data["settings"]);
    expect(settingsIn(mine.heard)).toEqual(told);
    expect(settingsIn(others.heard)).toEqual([]);
    const missed = made(await bob.get<{ events: readonly Heard[] }>(`/api/sync?after=${start}&min_position=${end}`));
    expect(settingsIn(missed.events)).toEqual(told);
  });
});

describe("a direct conversation that was deleted", () => {
  it("is gone for oneself until something is said, and its history stays", async () => {
    const [gil, hal] = [await Person.register(server.url, "gil"), await Person.register(server.url, "hal")];
    const { id } = await gil.start({ member_ids: [hal.id] });
    await gil.send(id, "one");
    const gone = await hal.delete(`/api/conversations/${id}`);
    expect(gone.status).toBe(204);
    expect(await isListed(hal, id, `min_position=${after(gone)}`)).toBe(false);
    expect(await isListed(gil, id, `min_position=${after(gone)}`)).toBe(true);
    expect((await hal.get(`/api/conversations/${id}`)).status).toBe(200);
    const { after: then } = await gil.send(id, "two");
    expect(await isListed(hal, id, `min_position=${then}`)).toBe(true);
    const history = made(await hal.get<{ messages: { content: string }[] }>(`/api/conversations/${id}/messages`));
    expect(history.messages.map(({ content }) => content)).toEqual(["one", "two"]);
  });
});
