import { beforeAll, describe, expect, it } from "vitest";
import type { MyMessageJson } from "../../../src/api/schemas/message.ts";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";

const server = apiServer();
let ada: Person;
let bob: Person;

beforeAll(async () => {
  ada = await Person.register(server.url, "ada");
  bob = await Person.register(server.url, "bob");
});

interface Results {
  readonly results: readonly {
    readonly message: MyMessageJson;
    readonly conversation_id: string;
    readonly highlights: readonly { readonly text: string; readonly is_match: boolean }[];
  }[];
  readonly total: number;
  readonly is_total_exact: boolean;
  readonly next_cursor: string | null;
}

const contents = ({ results }: Results): string[] => results.map(({ message }) => message.content);

describe("a search", () => {
  it("finds what was said just now, in one conversation and in all of one's own", async () => {
    const { id } = await ada.start({ kind: "group", name: "Shift", member_ids: [bob.id] });
    await ada.send(id, "The Zażółć pump is broken");
    const sent = await bob.send(id, "Which pump?");
    const asked = `q=${encodeURIComponent("zolc pump")}&min_position=${sent.after}`;
    for (const path of [
      `/api/conversations/${id}/messages/search?${asked}`,
      `/api/search?${asked}`,
      `/api/search?${asked}&conversation_id=${id}`,
    ]) {
      const found = made(await bob.get<Results>(path));
      expect(found).toMatchObject({ total: 1, is_total_exact: true, next_cursor: null });
      expect(found.results[0]).toMatchObject({
        conversation_id: id,
        message: { sender_id: ada.id, content: "The Zażółć pump is broken" },
        highlights: [
          { text: "The Za", is_match: false },
          { text: "żółć", is_match: true },
          { text: " ", is_match: false },
          { text: "pump", is_match: true },
          { text: " is broken", is_match: false },
        ],
      });
    }
    const ofBob = made(
      await ada.get<Results>(
        `/api/search?q=pump&sender_id=${bob.id}&type=text&from=2020-01-01&min_position=${sent.after}`,
      ),
    );
    expect(contents(ofBob)).toEqual(["Which pump?"]);
    const before = made(await ada.get<Results>(`/api/search?q=pump&to=2020-01-01&min_position=${sent.after}`));
    expect(before).toEqual({ results: [], total: 0, is_total_exact: true, next_cursor: null });
  });

  it("comes in pages", async () => {
    const { id } = await ada.start({ kind: "group", name: "Pages", member_ids: [] });
    let after = "";
    for (let n = 0; n < 5; n += 1) ({ after } = await ada.send(id, `paged ${n}`));
    const path = `/api/conversations/${id}/messages/search?q=paged&limit=2`;
    const first = made(await ada.get<Results>(`${path}&min_position=${after}`));
    const second = made(await ada.get<Results>(`${path}&cursor=${first.next_cursor}`));
    const third = made(await ada.get<Results>(`${path}&cursor=${second.next_cursor}`));
    expect([first, second, third].map(contents)).toEqual([["paged 4", "paged 3"], ["paged 2", "paged 1"], ["paged 0"]]);
    expect([first, second, third].map(({ total }) => total)).toEqual([5, 5, 5]);
    expect(third.next_cursor).toBeNull();
  });

  it("of a conversation that one may not read is of nothing", async () => {
    const { id } = await ada.start({ kind: "group", name: "Secret", member_ids: [] });
    await ada.send(id, "secretive words");
    for (const path of [
      `/api/conversations/${id}/messages/search?q=secretive`,
      `/api/search?q=secretive&conversation_id=${id}`,
      "/api/search?q=x&conversation_id=nowhere",
    ])
      expect(refusal(await bob.get(path))).toMatchObject({ status: 404, code: "not_found" });
    expect(made(await bob.get<Results>("/api/search?q=secretive")).results).toEqual([]);
  });

  it.each(["", "%25", "%22", "'", "from:", "in:%22", "%5C", "%F0%9F%8E%89", "before:never"])(
    "for q=%s is no error",
    async (text) => {
      expect(made(await ada.get<Results>(`/api/search?q=${text}`)).results).toEqual([]);
    },
  );

  it.each([
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["cursor=abc", "cursor"],
    ["from=yesterday", "from"],
    ["to=2024-02-30", "to"],
    ["type=poem", "type"],
    ["has=luck", "has"],
    ["sender_id=a%20b", "sender_id"],
    ["colour=red", "colour"],
    ["data.temperature[above]=3", "data.temperature[above]"],
    ["data.a..b=3", "data.a..b"],
    ["q=a&q=b", "q"],
  ])("with %s is refused", async (query, path) => {
    expect(refusal(await ada.get(`/api/search?${query}`))).toEqual({
      status: 400,
      code: "validation_failed",
      paths: [path],
    });
  });

  it("for more than a thousand characters is refused", async () => {
    expect(refusal(await ada.get(`/api/search?q=${"x".repeat(1_001)}`))).toMatchObject({ status: 400, paths: ["q"] });
  });
});
