import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { BanJson } from "../../../src/api/schemas/ban.ts";
import type { MemberJson } from "../../../src/api/schemas/member.ts";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { StreamClient, type Heard } from "../../support/stream-client.ts";

const server = apiServer();
let ada: Person;
let bob: Person;
let cy: Person;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  bob = await Person.register(server.url, "bob");
  cy = await Person.register(server.url, "cy");
});

const notFound = { status: 404, code: "not_found", paths: [] };
const forbidden = { status: 403, code: "forbidden", paths: [] };
const conflict = { status: 409, code: "conflict", paths: [] };
const soon = (): string => new Date(Date.now() + 3_600_000).toISOString();

async function listening(person: Person): Promise<StreamClient> {
  const stream = await StreamClient.connect({ url: server.url, token: person.token ?? "" });
  onTestFinished(() => stream.cut());
  return stream;
}

const isOf = (event: string, id: string) => (heard: Heard) =>
  heard.event === event && heard.data["conversation_id"] === id;

async function until(stream: StreamClient, event: string, id: string): Promise<Heard> {
  await stream.until(() => stream.heard.some(isOf(event, id)));
  return stream.heard.findLast(isOf(event, id)) as Heard;
}

interface Synced {
  readonly events: readonly { readonly event: string; readonly data: Readonly<Record<string, unknown>> }[];
}

/** A command's place in the log. */
const placeOf = ({ headers }: { readonly headers: Headers }): string => headers.get("x-position") ?? "";

/** What one is told by `/api/sync` of what happened in a conversation after one place, and at least up to another. */
async function synced(person: Person, id: string, span: { after: string; upTo: string }): Promise<Synced["events"]> {
  const query = new URLSearchParams({ conversation_id: id, after: span.after, min_position: span.upTo });
  return made(await person.get<Synced>(`/api/sync?${query.toString()}`)).events;
}

const room = async (more: Readonly<Record<string, unknown>> = {}): Promise<MyConversationJson> =>
  ada.start({ kind: "room", name: "A room", visibility: "public", ...more });

async function history(person: Person, id: string, upTo: string): Promise<readonly string[]> {
  const path = `/api/conversations/${id}/messages?min_position=${encodeURIComponent(upTo)}`;
  const { messages } = made(await person.get<{ messages: MyMessageJson[] }>(path));
  return messages.map(({ content }) => content);
}

describe("roles", () => {
  it("are given below one's own, and members are told", async () => {
    const { id } = await room({ member_ids: [bob.id, cy.id] });
    const stream = await listening(cy);
    const given = await ada.patch<MemberJson>(`/api/conversations/${id}/members/${bob.id}`, { role: "moderator" });
    expect(given).toMatchObject({ status: 200, json: { role: "moderator", user: { id: bob.id }, muted_until: null } });
    const told = { conversation_id: id, user_id: bob.id, role: "moderator", by: ada.id };
    expect((await until(stream, "member_updated", id)).data).toMatchObject(told);
    const after = placeOf(given);
    expect(refusal(await bob.patch(`/api/conversations/${id}/members/${cy.id}`, { role: "viewer" }))).toEqual(
      forbidden,
    );
    expect(refusal(await ada.patch(`/api/conversations/${id}/members/nobody`, { role: "viewer" }))).toEqual(notFound);
    const next = await ada.patch(`/api/conversations/${id}/members/${cy.id}`, { role: "viewer" });
    const events = await synced(bob, id, { after, upTo: placeOf(next) });
    expect(events.map(({ event, data }) => [event, data["user_id"], data["role"]])).toEqual([
      ["member_updated", cy.id, "viewer"],
    ]);
  });

  it("of an owner is handed over, and whoever had it is an admin", async () => {
    const { id } = await room({ member_ids: [bob.id] });
    expect(refusal(await bob.patch(`/api/conversations/${id}/members/${bob.id}`, { role: "owner" }))).toEqual(
      forbidden,
    );
    const handed = await ada.patch<MemberJson>(`/api/conversations/${id}/members/${bob.id}`, { role: "owner" });
    expect(handed.json.role).toBe("owner");
    const seen = made(await ada.get<MyConversationJson>(`/api/conversations/${id}`));
    expect(seen).toMatchObject({ owner_ids: [bob.id], my_role: "admin", last_message: { event: "ownership" } });
    expect((await ada.post(`/api/conversations/${id}/leave`)).status).toBe(204);
    expect(refusal(await ada.delete(`/api/conversations/${id}/members/${bob.id}`))).toEqual(forbidden);
  });

  it("of an owner whose account is disabled go to whoever is next", async () => {
    const dan = await Person.register(server.url, "dan");
    const { id } = await dan.start({ member_ids: [bob.id, cy.id], name: "Dan's" });
    await dan.patch(`/api/conversations/${id}/members/${cy.id}`, { role: "moderator" });
    const stream = await listening(bob);
    expect((await ada.patch(`/api/admin/users/${dan.id}`, { is_disabled: true })).status).toBe(200);
    await until(stream, "member_updated", id);
    await vi.waitFor(async () => {
      const seen = made(await bob.get<MyConversationJson>(`/api/conversations/${id}`));
      expect(seen.owner_ids).toEqual([cy.id]);
    });
  });

  it("wait, where all who could be next are disabled, for the first of them who is enabled again", async () => {
    const [dan, eli] = [await Person.register(server.url, "dan"), await Person.register(server.url, "eli")];
    const { id } = await dan.start({ member_ids: [bob.id, eli.id], name: "Dan's" });
    made(await dan.patch(`/api/conversations/${id}/members/${bob.id}`, { role: "viewer" }));
    for (const who of [eli, dan]) made(await ada.patch(`/api/admin/users/${who.id}`, { is_disabled: true }));
    const stream = await listening(bob);
    made(await ada.patch(`/api/admin/users/${eli.id}`, { is_disabled: false }));
    await until(stream, "member_updated", id);
    await vi.waitFor(async () => {
      const seen = made(await bob.get<MyConversationJson>(`/api/conversations/${id}`));
      expect(seen.owner_ids).toEqual([eli.id]);
    });
  });
});

describe("a moderator", () => {
  it("mutes a member until a time, who reads on, and lifts it", async () => {
    const { id } = await room({ member_ids: [bob.id] });
    const stream = await listening(bob);
    const end = soon();
    const muted = await ada.patch<MemberJson>(`/api/conversations/${id}/members/${bob.id}`, { muted_until: end });
    expect(muted).toMatchObject({ status: 200, json: { muted_until: end } });
    expect((await until(stream, "member_updated", id)).data).toMatchObject({ user_id: bob.id, muted_until: end });
    expect(refusal(await bob.post(`/api/conversations/${id}/messages`, { content: "but" }))).toEqual(forbidden);
    expect(made(await bob.get<MyConversationJson>(`/api/conversations/${id}`)).my_muted_until).toBe(end);
    await bob.post(`/api/conversations/${id}/leave`);
    await bob.post(`/api/conversations/${id}/join`);
    expect(refusal(await bob.post(`/api/conversations/${id}/messages`, { content: "back" }))).toEqual(forbidden);
    await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { muted_until: null });
    expect((await bob.send(id, "thanks")).content).toBe("thanks");
    const past = await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { muted_until: "2020-01-01T00:00:00Z" });
    expect(refusal(past)).toEqual({ status: 400, code: "validation_failed", paths: ["muted_until"] });
  });

  it("bans a member, to whom the public room is nothing until it is lifted", async () => {
    const { id } = await room({ member_ids: [bob.id] });
    const said = await bob.send(id, "spam");
    const stream = await listening(bob);
    expect(
      (await ada.request("PUT", `/api/conversations/${id}/bans/${bob.id}`, { json: { reason: "spam" } })).status,
    ).toBe(204);
    expect((await until(stream, "member_removed", id)).data).toMatchObject({ user_id: bob.id, by: ada.id });
    for (const path of [`/api/conversations/${id}`, `/api/conversations/${id}/messages`, `/api/messages/${said.id}`])
      expect(refusal(await bob.get(path))).toEqual(notFound);
    expect(refusal(await bob.post(`/api/conversations/${id}/join`))).toEqual(notFound);
    const joinable = made(await bob.get<{ conversations: MyConversationJson[] }>("/api/conversations?joined=false"));
    expect(joinable.conversations.map((each) => each.id)).not.toContain(id);
    expect(refusal(await ada.post(`/api/conversations/${id}/members`, { user_ids: [bob.id] }))).toEqual(conflict);
    const { bans } = made(await ada.get<{ bans: BanJson[] }>(`/api/conversations/${id}/bans`));
    expect(bans).toMatchObject([{ user: { id: bob.id }, banned_by: { id: ada.id }, reason: "spam" }]);
    expect(refusal(await cy.get(`/api/conversations/${id}/bans`))).toEqual(forbidden);
    expect((await ada.delete(`/api/conversations/${id}/bans/${bob.id}`)).status).toBe(204);
    expect((await bob.post(`/api/conversations/${id}/join`)).status).toBe(200);
  });

  it("bans somebody who never came, and not oneself or somebody above", async () => {
    const { id } = await room({ member_ids: [bob.id] });
    await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { role: "moderator" });
    expect((await bob.request("PUT", `/api/conversations/${id}/bans/${cy.id}`)).status).toBe(204);
    expect(refusal(await cy.get(`/api/conversations/${id}`))).toEqual(notFound);
    expect(refusal(await bob.request("PUT", `/api/conversations/${id}/bans/${bob.id}`))).toEqual(forbidden);
    expect(refusal(await bob.request("PUT", `/api/conversations/${id}/bans/${ada.id}`))).toEqual(forbidden);
    expect(refusal(await bob.request("PUT", `/api/conversations/${id}/bans/nobody`))).toEqual(notFound);
    await bob.request("DELETE", `/api/conversations/${id}/bans/${cy.id}`);
  });
});

describe("a room", () => {
  it("that becomes private is nothing any more to those who only read it", async () => {
    const { id } = await room({ member_ids: [bob.id] });
    expect((await cy.get(`/api/conversations/${id}`)).status).toBe(200);
    const stream = await listening(bob);
    const closed = await ada.patch<MyConversationJson>(`/api/conversations/${id}`, { visibility: "private" });
    expect(closed).toMatchObject({
      status: 200,
      json: { visibility: "private", last_message: { event: "visibility_changed" } },
    });
    expect((await until(stream, "conversation_updated", id)).data).toMatchObject({
      conversation: { visibility: "private" },
    });
    expect(refusal(await cy.get(`/api/conversations/${id}`))).toEqual(notFound);
    expect(refusal(await bob.patch(`/api/conversations/${id}`, { visibility: "public" }))).toEqual(forbidden);
    await ada.patch(`/api/conversations/${id}`, { visibility: "public" });
    expect((await cy.get(`/api/conversations/${id}`)).status).toBe(200);
  });

  it("of an incident says how it stands, is found by that, and takes no messages while it is closed", async () => {
    const lot = `L-${crypto.randomUUID()}`;
    const incident = { severity: "high", lots: [lot, ` ${lot} `] };
    const { id, ...started } = await ada.start({ member_ids: [bob.id], name: "Outage", incident });
    expect(started).toMatchObject({ kind: "room", incident: { status: "open", severity: "high", lots: [lot] } });
    const found = async (query: string): Promise<readonly string[]> =>
      made(await bob.get<{ conversations: MyConversationJson[] }>(`/api/conversations?${query}`)).conversations.map(
        (each) => each.id,
      );
    expect(await found(`lot=${lot}&status=open&severity=high`)).toEqual([id]);
    const stream = await listening(ada);
    const closed = await bob.patch<MyConversationJson>(`/api/conversations/${id}`, { incident: { status: "closed" } });
    expect(closed.json).toMatchObject({ incident: { status: "closed" }, last_message: { event: "status_changed" } });
    expect((await until(stream, "conversation_updated", id)).data).toMatchObject({
      conversation: { incident: { status: "closed", severity: "high", lots: [lot] } },
    });
    expect(await found(`lot=${lot}&status=open`)).toEqual([]);
    expect(refusal(await ada.post(`/api/conversations/${id}/messages`, { content: "wait" }))).toEqual(conflict);
    await bob.patch(`/api/conversations/${id}`, { incident: { status: "open" } });
    expect((await ada.send(id, "again")).content).toBe("again");
    const none = await ada.post("/api/conversations", { member_ids: [bob.id], kind: "group", incident });
    expect(refusal(none)).toMatchObject({ status: 400, paths: ["incident"] });
  });

  it("has a report for those who may read it, which no message forges", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Cold # room", incident: { lots: ["A|1"] } });
    const sent = await bob.send(id, "## Forged\n[x](https://evil.example)");
    const path = `/api/conversations/${id}/report?min_position=${encodeURIComponent(sent.after)}`;
    const report = await ada.get<string>(path);
    expect(report.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
    const headings = report.json.split("\n").filter((line) => line.startsWith("#"));
    expect(headings).toEqual([String.raw`# Cold \# room`, "## People", "## Timeline", "## Data", "## Files"]);
    expect(report.json).toContain(String.raw`\[x\]\(https\:\/\/evil\.example\)`);
    expect(refusal(await cy.get(path))).toEqual(notFound);
  });
});

describe("a history that is shown from joining on", () => {
  it("begins there, by whatever door, and an edit of before tells nothing", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Later", history_visibility: "joined" });
    const early = await ada.send(id, "before cy");
    await ada.post(`/api/messages/${early.id}/pin`);
    await ada.post(`/api/conversations/${id}/members`, { user_ids: [cy.id] });
    const stream = await listening(cy);
    const reply = await bob.send(id, "see above", { reply_to_id: early.id });
    expect(await history(cy, id, reply.after)).toEqual(["ada added cy.", "see above"]);
    expect(await history(bob, id, reply.after)).toContain("before cy");
    expect(refusal(await cy.get(`/api/messages/${early.id}`))).toEqual(notFound);
    expect(made(await cy.get<MyMessageJson>(`/api/messages/${reply.id}`)).reply_to).toBeNull();
    expect(made(await bob.get<MyMessageJson>(`/api/messages/${reply.id}`)).reply_to?.preview).toBe("before cy");
    expect(made(await cy.get(`/api/conversations/${id}/pins`))).toEqual({ pins: [] });
    const quoting = await cy.post(`/api/conversations/${id}/messages`, { content: "that", reply_to_id: early.id });
    expect(refusal(quoting)).toMatchObject({ status: 400 });
    const edited = await ada.patch(`/api/messages/${early.id}`, { content: "before cy, changed" });
    await until(stream, "message_edited", id);
    expect(JSON.stringify(stream.heard)).not.toContain("before cy");
    expect(JSON.stringify(await synced(cy, id, { after: early.after, upTo: placeOf(edited) }))).not.toContain(
      "before cy",
    );
    expect(made(await cy.get<string>(`/api/conversations/${id}/report`))).not.toContain("before cy");
  });
});

describe("pins", () => {
  interface Pins {
    readonly pins: readonly { readonly message: MyMessageJson; readonly pinned_by: string }[];
  }
  const pinsOf = async (person: Person, id: string): Promise<readonly string[]> =>
    made(await person.get<Pins>(`/api/conversations/${id}/pins`)).pins.map(({ message }) => message.content);

  it("are of members who write, the newest first, and both are told", async () => {
    const { id } = await room({ member_ids: [bob.id] });
    const [one, two] = [await ada.send(id, "one"), await bob.send(id, "two")];
    const stream = await listening(ada);
    expect((await bob.post(`/api/messages/${one.id}/pin`)).status).toBe(204);
    expect((await until(stream, "message_pinned", id)).data).toMatchObject({ message_id: one.id, pinned_by: bob.id });
    await bob.post(`/api/messages/${two.id}/pin`);
    expect(await pinsOf(cy, id)).toEqual(["two", "one"]);
    expect(refusal(await cy.post(`/api/messages/${one.id}/pin`))).toEqual(forbidden);
    const unpinned = await ada.delete(`/api/messages/${one.id}/pin`);
    expect((await until(stream, "message_unpinned", id)).data).toMatchObject({ message_id: one.id });
    expect(await pinsOf(ada, id)).toEqual(["two"]);
    const told = (await synced(bob, id, { after: two.after, upTo: placeOf(unpinned) })).map(({ event }) => event);
    expect(told.filter((event) => event.includes("pinned"))).toEqual([
      "message_pinned",
      "message_pinned",
      "message_unpinned",
    ]);
  });

  it("go with their messages, and what is deleted is pinned by nobody", async () => {
    const { id } = await room({ member_ids: [bob.id] });
    const said = await ada.send(id, "oops");
    await bob.post(`/api/messages/${said.id}/pin`);
    const stream = await listening(bob);
    expect((await ada.delete(`/api/messages/${said.id}`)).status).toBe(204);
    await until(stream, "message_unpinned", id);
    await vi.waitFor(async () => expect(await pinsOf(bob, id)).toEqual([]));
    expect(refusal(await bob.post(`/api/messages/${said.id}/pin`))).toMatchObject({ status: 410, code: "gone" });
  });
});

describe("deleting a direct conversation", () => {
  it("hides it from oneself, until something is said", async () => {
    const { id } = await ada.start({ member_ids: [cy.id] });
    await cy.send(id, "hello");
    expect((await ada.delete(`/api/conversations/${id}`)).status).toBe(204);
    const listed = async (person: Person): Promise<boolean> => {
      const { conversations } = made(await person.get<{ conversations: MyConversationJson[] }>("/api/conversations"));
      return conversations.some((each) => each.id === id);
    };
    expect([await listed(ada), await listed(cy)]).toEqual([false, true]);
    const { after } = await cy.send(id, "are you there?");
    await ada.get(`/api/conversations/${id}?min_position=${encodeURIComponent(after)}`);
    expect(await listed(ada)).toBe(true);
  });
});
