import { beforeAll, describe, expect, it } from "vitest";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer();
let ada: Person;
let bob: Person;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  bob = await Person.register(server.url, "bob");
});

interface History {
  readonly messages: readonly MyMessageJson[];
  readonly has_more_before: boolean;
  readonly has_more_after: boolean;
}

const contents = ({ messages }: History): string[] => messages.map(({ content }) => content);

describe("two people", () => {
  it("who open their conversation at the same instant, from both sides, are in the same one", async () => {
    const [cy, dan] = [await Person.register(server.url, "cy"), await Person.register(server.url, "dan")];
    const opened = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const [one, other] = index % 2 === 0 ? [cy, dan] : [dan, cy];
        return one.post<MyConversationJson>("/api/conversations", { member_ids: [other.id] });
      }),
    );
    expect(new Set(opened.map(({ json }) => json.id)).size).toBe(1);
    expect(opened.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(9);
  });

  it("are in the same one however often they are named", async () => {
    const { id } = await ada.start({ member_ids: [bob.id] });
    for (const members of [
      [bob.id, bob.id],
      [ada.id, bob.id, ada.id, bob.id],
    ])
      expect((await ada.start({ member_ids: members })).id).toBe(id);
    const notes = await ada.start({ member_ids: [] });
    expect((await ada.start({ member_ids: [ada.id, ada.id] })).id).toBe(notes.id);
  });

  it("see each other's names on it, and nobody owns it", async () => {
    const forAda = await ada.start({ member_ids: [bob.id] });
    const forBob = await bob.start({ member_ids: [ada.id] });
    expect(forAda).toMatchObject({ kind: "direct", is_group: false, owner_ids: [], display_name: "bob" });
    expect(forBob).toMatchObject({ id: forAda.id, display_name: "ada", member_count: 2, my_role: "member" });
    expect(forAda.members_preview.map(({ id }) => id).toSorted()).toEqual([ada.id, bob.id].toSorted());
  });

  it("write to each other, quoting, and read it in order", async () => {
    const { id } = await ada.start({ member_ids: [bob.id] });
    const hello = await ada.send(id, "hello");
    const answer = await bob.send(id, "hello yourself", { reply_to_id: hello.id });
    expect(hello).toMatchObject({
      conversation_id: id,
      sender_id: ada.id,
      sender_display_name: "ada",
      content: "hello",
    });
    expect(answer.sequence).toBe(hello.sequence + 1);
    expect(answer.reply_to).toMatchObject({ id: hello.id, sender_id: ada.id, preview: "hello" });
    const history = made(await bob.get<History>(`/api/conversations/${id}/messages?min_position=${answer.after}`));
    const { after: _helloAfter, ...helloThen } = hello;
    const { after: _answerAfter, ...answerThen } = answer;
    expect(history.messages.slice(-2)).toEqual([helloThen, answerThen]);
    const one = made(await bob.get<MyMessageJson>(`/api/messages/${hello.id}`));
    expect(one).toEqual(helloThen);
  });

  it("page through what was said, from wherever", async () => {
    const [eva, fox] = [await Person.register(server.url, "eva"), await Person.register(server.url, "fox")];
    const { id } = await eva.start({ member_ids: [fox.id] });
    const sent = [];
    for (let n = 1; n <= 7; n += 1) sent.push(await eva.send(id, `n${n}`));
    const after = sent.at(-1)?.after ?? "";
    const page = async (query: string): Promise<History> =>
      made(await fox.get<History>(`/api/conversations/${id}/messages?min_position=${after}&${query}`));
    expect(await page("limit=3")).toMatchObject({ has_more_before: true, has_more_after: false });
    expect(contents(await page("limit=3"))).toEqual(["n5", "n6", "n7"]);
    expect(contents(await page("limit=3&order=desc"))).toEqual(["n7", "n6", "n5"]);
    expect(contents(await page("limit=2&before=5"))).toEqual(["n3", "n4"]);
    expect(contents(await page(`limit=2&before_id=${sent[4]?.id ?? ""}`))).toEqual(["n3", "n4"]);
    expect(contents(await page("limit=2&after=5"))).toEqual(["n6", "n7"]);
    expect(contents(await page(`limit=3&around=${sent[3]?.id ?? ""}`))).toEqual(["n3", "n4", "n5"]);
    expect(await page("limit=3&around=4")).toMatchObject({ has_more_before: true, has_more_after: true });
    expect(contents(await page("before=2000-01-01T00:00:00Z"))).toEqual([]);
    expect(contents(await page("after=2000-01-01T00:00:00%2B02:00&limit=2"))).toEqual(["n1", "n2"]);
    expect(contents(await page("type=system"))).toEqual([]);
  });

  it("see what is unread, until they have read it", async () => {
    const [gil, hal] = [await Person.register(server.url, "gil"), await Person.register(server.url, "hal")];
    const { id } = await gil.start({ member_ids: [hal.id] });
    await gil.send(id, "one");
    const { after } = await gil.send(id, "two");
    const seenBy = async (person: Person, position: string): Promise<MyConversationJson> =>
      made(await person.get<MyConversationJson>(`/api/conversations/${id}?min_position=${position}`));
    expect(await seenBy(hal, after)).toMatchObject({ unread_count: 2, my_last_read_sequence: 0, last_sequence: 2 });
    expect(await seenBy(gil, after)).toMatchObject({
      unread_count: 0,
      last_message: { delivery: "sent", preview: "two" },
    });

    const delivered = await hal.post(`/api/conversations/${id}/delivered`, { sequence: 2 });
    const then = delivered.headers.get("x-position") ?? "";
    expect(await seenBy(gil, then)).toMatchObject({ last_message: { delivery: "delivered" } });

    const read = await hal.post(`/api/conversations/${id}/read`);
    expect(read).toMatchObject({ status: 200, json: { last_read_sequence: 2, last_delivered_sequence: 2 } });
    const now = read.headers.get("x-position") ?? "";
    expect(await seenBy(hal, now)).toMatchObject({ unread_count: 0, my_last_read_sequence: 2 });
    expect(await seenBy(gil, now)).toMatchObject({ last_message: { delivery: "read" } });

    const back = await hal.post(`/api/conversations/${id}/read`, { sequence: 1 });
    expect(back).toMatchObject({ status: 200, json: { last_read_sequence: 2 } });
    expect(refusal(await hal.post(`/api/conversations/${id}/read`, { sequence: 3 }))).toEqual({
      status: 400,
      code: "validation_failed",
      paths: ["sequence"],
    });
  });

  it("can add nobody, rename nothing, and not leave", async () => {
    const { id } = await ada.start({ member_ids: [bob.id] });
    const forbidden = { status: 403, code: "forbidden", paths: [] };
    expect(refusal(await ada.post(`/api/conversations/${id}/members`, { user_ids: [ada.id] }))).toEqual(forbidden);
    expect(refusal(await ada.patch(`/api/conversations/${id}`, { name: "Us" }))).toEqual(forbidden);
    expect(refusal(await ada.post(`/api/conversations/${id}/leave`))).toEqual(forbidden);
  });
});

describe("one person", () => {
  it("keeps notes to themselves", async () => {
    const notes = await ada.start({ member_ids: [], kind: "direct" });
    expect(notes).toMatchObject({ kind: "direct", member_count: 1, display_name: "ada" });
    expect((await ada.start({ member_ids: [ada.id], kind: "direct" })).id).toBe(notes.id);
    await ada.send(notes.id, "milk");
    expect(refusal(await bob.get(`/api/conversations/${notes.id}`)).status).toBe(404);
  });
});
