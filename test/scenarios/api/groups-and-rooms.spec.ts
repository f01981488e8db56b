import { beforeAll, describe, expect, it } from "vitest";
import type { MemberJson } from "../../../src/api/schemas/member.ts";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";

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

interface Members {
  readonly members: readonly MemberJson[];
  readonly next_cursor: string | null;
}

interface Listed {
  readonly conversations: readonly MyConversationJson[];
  readonly next_cursor: string | null;
}

describe("a group", () => {
  it("has a name, an owner, and its members' names where it has no name", async () => {
    const named = await ada.start({ member_ids: [bob.id], name: " Plans ", description: "What to do" });
    expect(named).toMatchObject({ kind: "group", is_group: true, name: "Plans", description: "What to do" });
    expect(named).toMatchObject({ owner_ids: [ada.id], my_role: "owner", visibility: "private" });
    const nameless = await ada.start({ member_ids: [bob.id, cy.id] });
    expect(nameless).toMatchObject({ kind: "group", name: null, display_name: "bob, cy" });
  });

  it("is renamed by its owner only, which all see as a line", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Old" });
    const renamed = await ada.patch<MyConversationJson>(`/api/conversations/${id}`, { name: "New" });
    expect(renamed).toMatchObject({ status: 200, json: { name: "New", last_sequence: 1 } });
    expect(renamed.json.last_message).toMatchObject({ message_type: "system", event: "renamed" });
    expect(refusal(await bob.patch(`/api/conversations/${id}`, { name: "Mine" }))).toEqual(forbidden);
    const again = await ada.patch<MyConversationJson>(`/api/conversations/${id}`, { name: "New" });
    expect(again).toMatchObject({ status: 200, json: { last_sequence: 1 } });
  });

  it("takes in whom its owner adds, with all that was said", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Growing" });
    await ada.send(id, "before cy came");
    const added = await ada.post<Members>(`/api/conversations/${id}/members`, { user_ids: [cy.id, bob.id] });
    expect(added.status).toBe(201);
    expect(added.json.members.map(({ user }) => user.id).toSorted()).toEqual([bob.id, cy.id].toSorted());
    expect(added.json.members.find(({ user }) => user.id === cy.id)).toMatchObject({
      role: "member",
      added_by: ada.id,
    });
    const again = await ada.post<Members>(`/api/conversations/${id}/members`, { user_ids: [cy.id] });
    expect(again.status).toBe(200);
    const history = made(await cy.get<{ messages: MyMessageJson[] }>(`/api/conversations/${id}/messages`));
    expect(history.messages.map(({ content }) => content)).toEqual(["before cy came", "ada added cy."]);
    expect(refusal(await bob.post(`/api/conversations/${id}/members`, { user_ids: [cy.id] }))).toEqual(forbidden);
    expect(refusal(await ada.post(`/api/conversations/${id}/members`, { user_ids: ["nobody"] }))).toMatchObject({
      status: 400,
      paths: ["user_ids"],
    });
  });

  it("shows its members in the order in which they came, page by page", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Pages" });
    await ada.post(`/api/conversations/${id}/members`, { user_ids: [cy.id], role: "viewer" });
    const first = made(await bob.get<Members>(`/api/conversations/${id}/members?limit=2`));
    const second = made(
      await bob.get<Members>(`/api/conversations/${id}/members?limit=2&cursor=${first.next_cursor ?? ""}`),
    );
    const roles = [...first.members, ...second.members].map(({ user, role }) => [user.display_name, role]);
    expect(roles).toEqual([
      ["ada", "owner"],
      ["bob", "member"],
      ["cy", "viewer"],
    ]);
    expect(second.next_cursor).toBeNull();
    const whole = made(await bob.get<MyConversationJson & Members>(`/api/conversations/${id}`));
    expect(whole.members).toEqual([...first.members, ...second.members]);
    expect(refusal(await cy.post(`/api/conversations/${id}/messages`, { content: "may I?" }))).toEqual(forbidden);
  });

  it("is nothing any more to whoever is removed, or leaves", async () => {
    const { id } = await ada.start({ member_ids: [bob.id, cy.id], name: "Shrinking" });
    const said = await bob.send(id, "I am here");
    const removed = await ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    expect(removed.status).toBe(204);
    const left = await cy.post(`/api/conversations/${id}/leave`);
    expect(left.status).toBe(204);
    for (const person of [bob, cy]) {
      expect(refusal(await person.post(`/api/conversations/${id}/messages`, { content: "still?" }))).toEqual(notFound);
      expect(refusal(await person.post(`/api/conversations/${id}/read`))).toEqual(notFound);
      for (const path of [
        `/api/conversations/${id}`,
        `/api/conversations/${id}/messages`,
        `/api/messages/${said.id}`,
      ]) {
        expect(refusal(await person.get(path))).toEqual(notFound);
      }
    }
    expect((await ada.post(`/api/conversations/${id}/leave`)).status).toBe(204);
  });

  it("keeps its last owner while there are others", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Owned" });
    expect(refusal(await ada.post(`/api/conversations/${id}/leave`))).toMatchObject({ status: 409, code: "conflict" });
    const removed = await ada.delete(`/api/conversations/${id}/members/${ada.id}`);
    expect(refusal(removed)).toMatchObject({ status: 409, code: "conflict" });
  });

  it("is gone for all when its owner deletes it", async () => {
    const { id } = await ada.start({ member_ids: [bob.id], name: "Gone" });
    expect(refusal(await bob.delete(`/api/conversations/${id}`))).toEqual(forbidden);
    const deleted = await ada.delete(`/api/conversations/${id}`);
    expect(deleted.status).toBe(204);
    for (const person of [ada, bob]) {
      expect(refusal(await person.get(`/api/conversations/${id}`))).toEqual(notFound);
      const list = made(await person.get<Listed>("/api/conversations"));
      expect(list.conversations.map((each) => each.id)).not.toContain(id);
    }
  });
});

describe("a public room", () => {
  it("is found and read by everybody, and written in by those who join", async () => {
    const room = await ada.start({ name: "Town square", visibility: "public" });
    expect(room).toMatchObject({ kind: "room", visibility: "public" });
    const said = await ada.send(room.id, "welcome");
    const open = made(await bob.get<Listed>(`/api/conversations?joined=false&min_position=${said.after}`));
    expect(open.conversations.find(({ id }) => id === room.id)).toMatchObject({ my_role: null, name: "Town square" });
    expect(made(await bob.get<MyMessageJson>(`/api/messages/${said.id}`)).content).toBe("welcome");
    expect(refusal(await bob.post(`/api/conversations/${room.id}/messages`, { content: "hi" }))).toEqual(forbidden);

    const joined = await bob.post<MyConversationJson>(`/api/conversations/${room.id}/join`);
    expect(joined).toMatchObject({ status: 200, json: { id: room.id, my_role: "member", member_count: 2 } });
    await bob.send(room.id, "hi");
    const left = await bob.post(`/api/conversations/${room.id}/leave`);
    const after = left.headers.get("x-position") ?? "";
    const again = made(await bob.get<MyConversationJson>(`/api/conversations/${room.id}?min_position=${after}`));
    expect(again).toMatchObject({ my_role: null, member_count: 1 });
  });

  it("is a room only: a group can't be public", async () => {
    const answer = await ada.post("/api/conversations", { member_ids: [bob.id], kind: "group", visibility: "public" });
    expect(refusal(answer)).toEqual({ status: 400, code: "validation_failed", paths: ["visibility"] });
  });
});

describe("the list of conversations", () => {
  it("has the newest activity first, page by page", async () => {
    const dee = await Person.register(server.url, "dee");
    const ids: string[] = [];
    for (const name of ["one", "two", "three"]) ids.push((await dee.start({ name, kind: "group" })).id);
    const { after } = await dee.send(ids[0] ?? "", "me first");
    const expected = [ids[0], ids[2], ids[1]];
    const all = made(await dee.get<Listed>(`/api/conversations?min_position=${after}`));
    expect(all.conversations.map(({ id }) => id)).toEqual(expected);
    expect(all.next_cursor).toBeNull();
    const first = made(await dee.get<Listed>("/api/conversations?limit=2"));
    const second = made(await dee.get<Listed>(`/api/conversations?limit=2&cursor=${first.next_cursor ?? ""}`));
    expect([...first.conversations, ...second.conversations].map(({ id }) => id)).toEqual(expected);
    expect(second.next_cursor).toBeNull();
  });

  it("is narrowed by name, kind and what is unread", async () => {
    const [eva, fox] = [await Person.register(server.url, "eva"), await Person.register(server.url, "fox")];
    const group = await eva.start({ member_ids: [fox.id], name: "Gęsi" });
    const direct = await eva.start({ member_ids: [fox.id] });
    const { after } = await eva.send(direct.id, "psst");
    const ids = async (query: string): Promise<string[]> => {
      const page = made(await fox.get<Listed>(`/api/conversations?min_position=${after}&${query}`));
      return page.conversations.map(({ id }) => id);
    };
    expect(await ids("query=gesi")).toEqual([group.id]);
    expect(await ids("kind=direct")).toEqual([direct.id]);
    expect(await ids("unread=true")).toEqual([direct.id]);
    expect(await ids("visibility=public")).toEqual([]);
  });
});
