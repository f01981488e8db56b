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

interface Saved {
  readonly messages: readonly MyMessageJson[];
  readonly next_cursor: string | null;
}

const save = (person: Person, id: string) => person.request("PUT", `/api/saved/${id}`);

async function saved(person: Person, asked = ""): Promise<Saved> {
  return made(await person.get<Saved>(`/api/saved?${asked}`));
}

describe("saved messages", () => {
  it("are one's own, the last saved first, page by page", async () => {
    const dan = await Person.register(server.url, "dan");
    const { id } = await ada.start({ kind: "group", member_ids: [dan.id], name: "Lunch" });
    const sent = [await ada.send(id, "one"), await ada.send(id, "two"), await ada.send(id, "three")];
    const after = sent.at(-1)?.after ?? "";
    for (const n of [1, 0, 2, 1]) expect((await save(dan, sent[n]?.id ?? "")).status).toBe(204);
    const contents = ({ messages }: Saved): string[] => messages.map(({ content }) => content);
    const first = await saved(dan, `limit=2&min_position=${after}`);
    expect(contents(first)).toEqual(["three", "one"]);
    expect(contents(await saved(dan, `limit=2&cursor=${first.next_cursor}`))).toEqual(["two"]);
    expect(first.messages.every(({ is_saved }) => is_saved)).toBe(true);
    expect(contents(await saved(ada))).toEqual([]);

    const path = `/api/conversations/${id}/messages`;
    const marks = async (person: Person): Promise<boolean[]> =>
      made(await person.get<Saved>(path)).messages.map(({ is_saved }) => is_saved);
    expect(await marks(dan)).toEqual([true, true, true]);
    expect(await marks(ada)).toEqual([false, false, false]);
    expect((await dan.delete(`/api/saved/${sent[0]?.id ?? ""}`)).status).toBe(204);
    expect((await dan.delete(`/api/saved/${sent[0]?.id ?? ""}`)).status).toBe(204);
    expect(await marks(dan)).toEqual([false, true, true]);
    expect(contents(await saved(dan))).toEqual(["three", "two"]);
  });

  it("are those that one may read", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    const sent = await ada.send(id, "secret");
    expect(refusal(await save(eve, sent.id))).toEqual({ status: 404, code: "not_found", paths: [] });
    expect(refusal(await save(eve, `${id}_zz`))).toEqual({ status: 404, code: "not_found", paths: [] });
    expect(refusal(await save(eve, "nonsense"))).toMatchObject({ status: 404 });
    await save(bob, sent.id);
    expect(JSON.stringify(await saved(bob, `min_position=${sent.after}`))).toContain("secret");
    const removed = await ada.delete(`/api/conversations/${id}/members/${bob.id}`);
    const then = `min_position=${removed.headers.get("x-position") ?? ""}`;
    expect(JSON.stringify(await saved(bob, then))).not.toContain("secret");
    expect((await bob.delete(`/api/saved/${sent.id}`)).status).toBe(204);
  });

  it("that were deleted are placeholders", async () => {
    const { id } = await ada.start({ kind: "group", member_ids: [bob.id], name: "Lunch" });
    const sent = await ada.send(id, "regretted");
    await save(bob, sent.id);
    const deleted = await ada.delete(`/api/messages/${sent.id}`);
    expect(deleted.status).toBe(204);
    const [first] = (await saved(bob, `min_position=${deleted.headers.get("x-position") ?? ""}`)).messages;
    expect(first).toMatchObject({ id: sent.id, is_deleted: true, content: "", is_saved: true });
    expect(refusal(await save(ada, sent.id))).toMatchObject({ status: 410, code: "gone" });
  });

  it("of where the history is shown from joining on are those since then", async () => {
    const { id } = await ada.start({ kind: "group", name: "Lunch", history_visibility: "joined" });
    const before = await ada.send(id, "before");
    await ada.post(`/api/conversations/${id}/members`, { user_ids: [bob.id] });
    const since = await ada.send(id, "since");
    expect((await save(bob, before.id)).status).toBe(404);
    expect((await save(bob, since.id)).status).toBe(204);
    const [first] = (await saved(bob, `min_position=${since.after}`)).messages;
    expect(first).toMatchObject({ content: "since" });
  });
});
