import { beforeAll, describe, expect, it, vi } from "vitest";
import { made, Person, refusal } from "../../support/api-client.ts";
import { apiServer } from "../../support/api-server.ts";
import { because, openOffice, type Office, type State } from "./auditing.ts";

const server = apiServer();
let office: Office;

beforeAll(async () => {
  office = await openOffice(server.url);
});

const soon = (): string => new Date(Date.now() + 60_000).toISOString();

/** A group in which something was edited, something deleted, and somebody removed. */
async function quarrel({ ada, bob }: Office): Promise<{ id: string; edited: string; deleted: string }> {
  const { id } = await ada.start({ kind: "group", name: "Quarrel", member_ids: [bob.id] });
  const { id: edited } = await bob.send(id, "You are wrong.");
  const { id: deleted } = await bob.send(id, "And late.", { reply_to_id: edited });
  made(await ada.post(`/api/messages/${edited}/reactions`, { emoji: "👍" }));
  made(await bob.patch(`/api/messages/${edited}`, { content: "You may be wrong." }));
  made(await bob.delete(`/api/messages/${deleted}`));
  made(await ada.patch(`/api/conversations/${id}`, { name: "Peace" }));
  made(await ada.patch(`/api/conversations/${id}/members/${bob.id}`, { role: "admin" }));
  made(await ada.delete(`/api/conversations/${id}/members/${bob.id}`));
  return { id, edited, deleted };
}

describe("an auditor", () => {
  it("sees every event of a conversation in order, with what was there before and after", async () => {
    const { auditor, ada, bob } = office;
    const { id, edited, deleted } = await quarrel(office);
    const { events, total, next_cursor: next } = await auditor.events(id);
    expect(next).toBeNull();
    expect(total).toBe(events.length);
    const positions = events.map(({ position }) => BigInt(position.split(".")[1] ?? ""));
    expect(positions).toEqual(positions.toSorted((one, other) => (one < other ? -1 : 1)));
    expect(events.map(({ type }) => type)).toEqual([
      "ConversationStarted",
      "MessageSent",
      "MessageSent",
      "ReactionAdded",
      "MessageEdited",
      "MessageDeleted",
      "ConversationRenamed",
      "RoleChanged",
      "MemberRemoved",
    ]);
    const of = (type: string) => events.find((event) => event.type === type);
    const text = (content: string) => ({ content, content_type: "text" });
    expect(events[1]).toMatchObject({ message_id: edited, sequence: 1, before: null, after: text("You are wrong.") });
    expect(of("MessageEdited")).toMatchObject({
      actor_id: bob.id,
      actor_display_name: "bob",
      message_id: edited,
      sequence: 1,
      before: text("You are wrong."),
      after: text("You may be wrong."),
      is_erased: false,
    });
    expect(of("MessageDeleted")).toMatchObject({ message_id: deleted, before: text("And late."), after: null });
    expect(of("ConversationRenamed")).toMatchObject({
      actor_id: ada.id,
      before: { name: "Quarrel" },
      after: { name: "Peace" },
      summary: "ada named the conversation “Peace”.",
    });
    expect(of("RoleChanged")).toMatchObject({
      before: { members: [{ user_id: bob.id, role: "member" }] },
      after: { members: [{ user_id: bob.id, role: "admin" }] },
    });
    expect(of("MemberRemoved")).toMatchObject({
      before: { members: [{ user_id: bob.id, role: "admin" }] },
      after: { members: [] },
    });
  });

  it("sees the same on pages, and what happened in a time or between two places", async () => {
    const { auditor } = office;
    const { id } = await quarrel(office);
    const { events: whole } = await auditor.events(id);
    const paged = [];
    for (let cursor = ""; ;) {
      const page = made(
        await auditor.looksAt<Awaited<ReturnType<typeof auditor.events>>>(
          `conversations/${id}/events?limit=2${cursor}`,
        ),
      );
      expect(page.total).toBe(whole.length);
      paged.push(...page.events);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(paged).toEqual(whole);
    const between = await auditor.events(id, `&from=${whole[2]?.position}&to=${whole[5]?.position}`);
    expect(between.events).toEqual(whole.slice(2, 6));
    expect((await auditor.events(id, `&from=${soon()}`)).events).toEqual([]);
    expect((await auditor.events(id, `&to=2020-01-01T00:00:00Z`)).events).toEqual([]);
    expect((await auditor.events(id, `&from=${whole[0]?.at}&to=${soon()}`)).events).toEqual(whole);
  });

  it("sees a conversation as it stood at each place, as its members saw it, and what was deleted", async () => {
    const { auditor, ada, bob } = office;
    const { id } = await quarrel(office);
    const { events } = await auditor.events(id);
    const at = (index: number) => auditor.state(id, `&at=${events[index]?.position}`);
    const contents = ({ state }: State) => state.lines.map(({ message }) => message.content);
    expect((await at(0)).state).toMatchObject({ name: "Quarrel", member_count: 2, lines: [] });
    expect(contents(await at(2))).toEqual(["You are wrong.", "And late."]);
    expect((await at(3)).state.lines[0]?.message.reactions).toEqual([{ emoji: "👍", count: 1, user_ids: [ada.id] }]);
    expect((await at(4)).state.lines[1]?.message.reply_to).toMatchObject({ preview: "You may be wrong." });
    const gone = await at(5);
    expect(contents(gone)).toEqual(["You may be wrong.", ""]);
    expect(gone.state.lines[1]).toMatchObject({
      message: { is_deleted: true, deleted_by: bob.id },
      original: { content: "And late.", content_type: "text" },
      is_erased: false,
    });
    expect(gone.state.lines[0]).toMatchObject({ message: { is_edited: true }, original: null });
    const roles = ({ state }: State) => state.members.map(({ user_id: user, role }) => [user, role]);
    expect(roles(gone)).toEqual([
      [ada.id, "owner"],
      [bob.id, "member"],
    ]);
    expect(roles(await at(7))).toEqual([
      [ada.id, "owner"],
      [bob.id, "admin"],
    ]);
    expect(roles(await auditor.state(id))).toEqual([[ada.id, "owner"]]);
    const early = await auditor.state(id, "&at=2020-01-01T00:00:00Z");
    expect(early.state).toMatchObject({ status: "missing", lines: [], members: [] });
  });

  it("sees deleted conversations as they were before, and finds them by name, id and former members", async () => {
    const { auditor, ada, bob } = office;
    const { id } = await quarrel(office);
    made(await ada.delete(`/api/conversations/${id}`));
    const { state } = await auditor.state(id);
    expect(state).toMatchObject({ status: "deleted", deleted_by: ada.id, name: "Peace", member_count: 1 });
    expect(state.lines.map(({ message }) => message.content)).toContain("You may be wrong.");
    for (const query of ["peac", id, "bob", bob.id]) {
      const answer = await auditor.looksAt<{ conversations: { id: string; deleted_at: string | null }[] }>(
        `conversations?query=${encodeURIComponent(query)}`,
      );
      const found = made(answer).conversations.find((each) => each.id === id);
      expect(found, query).toMatchObject({ name: "Peace", deleted_at: expect.any(String) as string });
    }
  });
});

describe("words that were erased", () => {
  it("are gone for auditors, too, while order and everything else remain, and not while a hold stands", async () => {
    const { auditor, ada, root } = office;
    const eve = await Person.register(server.url, "eve");
    const { id } = await ada.start({ kind: "group", name: "Lunch", member_ids: [eve.id] });
    await eve.send(id, "Distinctive words");
    await ada.send(id, "Soup");
    const before = await auditor.events(id);
    const erase = () =>
      root.post<{ state: string }>(`/api/admin/users/${eve.id}/erase`, { confirm: eve.user.username });
    const hold = made(await auditor.post<Hold>("/api/audit/holds", { user_id: eve.id, reason: "Case 17" }));
    expect(refusal(await erase())).toMatchObject({ status: 409 });
    made(await auditor.delete(`/api/audit/holds/${hold.id}`));
    made(await erase());
    await vi.waitFor(async () => expect(JSON.stringify(await auditor.events(id))).not.toContain("Distinctive"), {
      timeout: 10_000,
    });
    const { events } = await auditor.events(id);
    expect(events.map((event) => event.position)).toEqual(before.events.map((event) => event.position));
    expect(events[1]).toMatchObject({ is_erased: true, actor_id: eve.id, before: null, after: { content: null } });
    expect(events[2]).toMatchObject({ is_erased: false, after: { content: "Soup" } });
    const { state } = await auditor.state(id);
    expect(state.lines.map((line) => line.is_erased)).toEqual([true, false]);
  });
});

describe("a look", () => {
  it("is on record with its reason, for auditors and administrators, before anything is shown", async () => {
    const { auditor, root, ada } = office;
    const { id } = await quarrel(office);
    await auditor.looksAt(`conversations/${id}/state?at=2026-01-01T00:00:00Z`, "Zażółć “17” 💥");
    const looked = { looked_at: "state", conversation_id: id, reason: "Zażółć “17” 💥", to: "2026-01-01T00:00:00Z" };
    expect(await auditor.looks(`&conversation_id=${id}`)).toMatchObject([{ auditor: { id: auditor.id }, ...looked }]);
    const { looks } = made(await root.get<{ looks: unknown[] }>("/api/audit/looks"));
    expect(looks[0]).toMatchObject(looked);
    expect((await ada.get("/api/audit/looks")).status).toBe(403);
  });

  it.each([
    ["without a reason", undefined],
    ["with an empty one", ""],
    ["with one of blanks", "%20%20"],
    ["with a stray percent sign", "100%"],
    ["with bytes that are no UTF-8", "%FF%FE"],
    ["with a line break", "a%0Ab"],
    ["with a zero byte", "a%00b"],
    ["with raw bytes beyond ASCII", "Za\u00BF\u00F3"],
    ["with one of 501 characters", "a".repeat(501)],
    ["with one of ten thousand", "a".repeat(10_000)],
  ])("%s is refused, shows nothing and is not on record", async (_, reason) => {
    const { auditor } = office;
    const { id } = await quarrel(office);
    const headers = reason === undefined ? {} : { "x-audit-reason": reason };
    for (const path of ["conversations", `conversations/${id}/events`, `conversations/${id}/state`]) {
      const answer = await auditor.get(`/api/audit/${path}`, { headers });
      expect(refusal(answer)).toEqual({ status: 400, code: "validation_failed", paths: ["x-audit-reason"] });
    }
    expect(await auditor.looks(`&conversation_id=${id}`)).toEqual([]);
  });

  it("may have a reason of 500 characters, however many bytes they take", async () => {
    const { auditor } = office;
    const { id } = await quarrel(office);
    made(await auditor.looksAt(`conversations/${id}/events`, "💥".repeat(500)));
    expect(await auditor.looks(`&conversation_id=${id}`)).toHaveLength(1);
  });

  it("is for auditors as long as they are: administrators and everybody else see nothing", async () => {
    const { root, ada } = office;
    const { id } = await quarrel(office);
    const once = await Person.register(server.url, "once");
    const path = `/api/audit/conversations/${id}/events`;
    made(await root.patch(`/api/admin/users/${once.id}`, { roles: ["auditor"] }));
    expect((await once.get(path, because("x"))).status).toBe(200);
    made(await root.patch(`/api/admin/users/${once.id}`, { roles: [] }));
    for (const person of [once, ada, root]) expect((await person.get(path, because("x"))).status).toBe(403);
  });

  it.each(["cursor=nonsense", "cursor=e30", "cursor=eyJwb3NpdGlvbiI6Ii0xIn0", "from=yesterday", "to=1.2", "limit=501"])(
    "at what nobody can look at (%s) is refused",
    async (query) => {
      const { auditor } = office;
      const { id } = await quarrel(office);
      const answer = await auditor.looksAt(`conversations/${id}/events?${query}`);
      expect(refusal(answer)).toMatchObject({ status: 400, code: "validation_failed" });
    },
  );

  it("goes back to no other epoch, and stays in its stretch with a cursor of another one", async () => {
    const { auditor } = office;
    const { id } = await quarrel(office);
    const foreign = `${crypto.randomUUID()}.1`;
    for (const path of [`events?from=${foreign}`, `events?to=${foreign}`, `state?at=${foreign}`])
      expect(refusal(await auditor.looksAt(`conversations/${id}/${path}`))).toMatchObject({ status: 409 });
    const { events } = await auditor.events(id);
    const forged = Buffer.from(JSON.stringify({ position: "0" })).toString("base64url");
    const page = await auditor.events(id, `&from=${events[3]?.position}&cursor=${forged}`);
    expect(page.events).toEqual(events.slice(3));
  });

  it("at a conversation that never was is a 404", async () => {
    const { auditor } = office;
    for (const path of ["events", "state"])
      expect((await auditor.looksAt(`conversations/${crypto.randomUUID()}/${path}`)).status).toBe(404);
  });
});

interface Hold {
  readonly id: string;
  readonly lifted_at: string | null;
}

describe("a hold", () => {
  it("is placed on a conversation or a person by an auditor, seen by administrators, and lifted once", async () => {
    const { auditor, root, ada } = office;
    const { id } = await quarrel(office);
    const asked = { conversation_id: id, reason: "Case 17" };
    const placed = await auditor.post<Hold>("/api/audit/holds", asked, { headers: { "idempotency-key": id } });
    expect(placed).toMatchObject({ status: 201, json: { conversation_id: id, user_id: null, lifted_at: null } });
    const again = await auditor.post<Hold>("/api/audit/holds", asked, { headers: { "idempotency-key": id } });
    expect(again.json).toEqual(placed.json);
    const other = made(await auditor.post<Hold>("/api/audit/holds", { user_id: ada.id, reason: "Case 18" }));
    const lifted = await auditor.request("DELETE", `/api/audit/holds/${placed.json.id}`, {
      json: { reason: "The case is closed" },
    });
    expect(lifted.status).toBe(204);
    const after = lifted.headers.get("x-position") ?? "";
    const { holds } = made(await root.get<{ holds: Hold[] }>(`/api/audit/holds?min_position=${after}`));
    expect(holds.slice(0, 2)).toMatchObject([
      { ...other, lifted_at: null },
      {
        ...placed.json,
        lifted_by: { id: auditor.id },
        lifted_at: expect.any(String) as string,
        lifted_reason: "The case is closed",
      },
    ]);
    expect(other).toMatchObject({ user: { id: ada.id }, conversation: null, lifted_reason: null });
    expect((await auditor.delete(`/api/audit/holds/${placed.json.id}`)).status).toBe(404);
    for (const person of [root, ada]) {
      expect((await person.post("/api/audit/holds", asked)).status).toBe(403);
      expect((await person.delete(`/api/audit/holds/${other.id}`)).status).toBe(403);
    }
    expect((await ada.get("/api/audit/holds")).status).toBe(403);
  });

  it("names its conversation to auditors who say why, which is a look of theirs", async () => {
    const { auditor, root } = office;
    const { id } = await quarrel(office);
    await auditor.post<Hold>("/api/audit/holds", { conversation_id: id, reason: "Case 19" });
    const asked = { headers: { "x-audit-reason": encodeURIComponent("Which holds can go?") } };
    const { holds } = made(await auditor.get<{ holds: Hold[] }>("/api/audit/holds", asked));
    expect(holds[0]).toMatchObject({ conversation_id: id, conversation: { id, kind: "group", name: "Peace" } });
    const { looks } = made(await root.get<{ looks: object[] }>("/api/audit/looks?limit=1"));
    expect(looks).toMatchObject([{ looked_at: "conversations", reason: "Which holds can go?" }]);
    const unnamed = made(await root.get<{ holds: Hold[] }>("/api/audit/holds"));
    expect(unnamed.holds[0]).toMatchObject({ conversation_id: id, conversation: null });
    expect((await root.get("/api/audit/holds", asked)).status).toBe(403);
  });

  it.each([
    [{ reason: "x" }, 400],
    [{ conversation_id: "a", user_id: "b", reason: "x" }, 400],
    [{ conversation_id: "nowhere", reason: " " }, 400],
    [{ conversation_id: "nowhere", reason: "x" }, 404],
    [{ user_id: "nobody", reason: "x" }, 404],
  ])("of %j is a %d", async (asked, status) => {
    expect((await office.auditor.post("/api/audit/holds", asked)).status).toBe(status);
  });
});
