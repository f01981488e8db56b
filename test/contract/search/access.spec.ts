import type pg from "pg";
import { describe, expect, it } from "vitest";
import { conversationId } from "../../../src/domain/ids.ts";
import { here, Searching } from "./searching.ts";

const hall = conversationId("hall");

describe("whoever searches", () => {
  it("finds what members may read, as long as they are members", async () => {
    const searching = await Searching.ofTwo();
    const { story } = searching;
    await story.sends("ada", "here", "the pump");
    for (const where of [{}, { conversationId: here }]) {
      expect(await searching.finds("bob", "pump", where)).toEqual(["the pump"]);
      expect(await searching.finds("eve", "pump", where)).toEqual([]);
    }
    expect(await searching.finds("eve", "pump in:here")).toEqual([]);
    expect(await searching.result("eve", "pump", { conversationId: here })).toMatchObject({ total: 0, next: null });
    await story.removes("ada", "here", "bob");
    for (const where of [{}, { conversationId: here }]) expect(await searching.finds("bob", "pump", where)).toEqual([]);
    await story.adds("ada", "here", ["bob"]);
    expect(await searching.finds("bob", "pump")).toEqual(["the pump"]);
  });

  it("finds what is in a public room when they ask for that room", async () => {
    const searching = await Searching.ofTwo();
    const { story } = searching;
    await story.starts("ada", "hall", { kind: "room", visibility: "public", name: "Great Hall" });
    await story.sends("ada", "hall", "open pump");
    expect(await searching.finds("eve", "pump", { conversationId: hall })).toEqual(["open pump"]);
    expect(await searching.finds("eve", 'in:"great hall" pump')).toEqual(["open pump"]);
    expect(await searching.finds("eve", "pump")).toEqual([]);
    expect(await searching.finds("ada", "pump")).toEqual(["open pump"]);
  });

  it("looks for a public room by its name among public rooms alone", async () => {
    const searching = await Searching.ofTwo();
    const { story, pool } = searching;
    await story.starts("ada", "hall", { kind: "room", visibility: "public", name: "Great Hall" });
    await story.sends("ada", "hall", "open pump");
    await searching.follow();
    await pool.query(`
      insert into conversations_v1.conversations (id, kind, visibility, history_visibility, name, name_folded, owner_ids,
        member_count, created_by, created_at, active_at, last_sequence)
      select 'group-' || n, 'group', 'private', 'all', 'Great Hall', 'great hall', '{}', 2, 'cem', now(), now(), 0
      from generate_series(1, 20000) n`);
    const before = await rowsRead(pool);
    let searches = 0;
    const perSearch = async (): Promise<number> => {
      expect(await searching.finds("eve", 'in:"great hall" pump')).toEqual(["open pump"]);
      searches += 1;
      return ((await rowsRead(pool)) - before) / searches;
    };
    await expect.poll(perSearch, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(await perSearch()).toBeLessThan(1_000);
  });

  it("finds nothing in a public room that they are banned from", async () => {
    const searching = await Searching.ofTwo();
    const { story } = searching;
    await story.starts("ada", "hall", { kind: "room", visibility: "public", name: "Great Hall" });
    await story.sends("ada", "hall", "open pump");
    const ban = { sequence: 2, userId: "eve", bannedBy: "ada", wasMember: false };
    await story.writes("conversation-hall", { type: "PersonBanned", data: ban }, { actor: "ada" });
    expect(await searching.finds("eve", "pump", { conversationId: hall })).toEqual([]);
    expect(await searching.finds("eve", "in:hall pump")).toEqual([]);
    expect(await searching.finds("bob", "in:hall pump")).toEqual(["open pump"]);
    const unban = { userId: "eve", unbannedBy: "ada" };
    await story.writes("conversation-hall", { type: "PersonUnbanned", data: unban }, { actor: "ada" });
    expect(await searching.finds("eve", "in:hall pump")).toEqual(["open pump"]);
  });

  it("finds only what was said since they joined, where the history is shown from then on", async () => {
    const searching = await Searching.ofTwo();
    const { story } = searching;
    await story.starts("ada", "new", { with: ["bob"], name: "New", historyVisibility: "joined" });
    await story.sends("ada", "new", "pump before");
    await story.adds("ada", "new", ["eve"]);
    await story.sends("ada", "new", "pump after");
    await story.sends("ada", "here", "pump elsewhere");
    for (const where of [{}, { conversationId: conversationId("new") }]) {
      expect(await searching.finds("eve", "pump", where)).toEqual(["pump after"]);
      expect(await searching.result("eve", "before", where)).toMatchObject({ total: 0 });
    }
    await story.adds("ada", "here", ["eve"]);
    expect(await searching.finds("eve", "pump")).toEqual(["pump elsewhere", "pump after"]);
    expect(await searching.finds("bob", "pump in:new")).toEqual(["pump after", "pump before"]);
  });

  it("finds nothing of a deleted conversation", async () => {
    const searching = await Searching.ofTwo();
    await searching.story.sends("ada", "here", "the pump");
    await searching.story.deletes("ada", "here");
    expect(await searching.finds("ada", "pump")).toEqual([]);
    expect(await searching.finds("ada", "pump", { conversationId: here })).toEqual([]);
  });
});

/** Of the table of conversations, by all sessions that have told so far; each tells after a second, at the latest. */
async function rowsRead(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ read: string }>(
    `select seq_tup_read + coalesce(idx_tup_fetch, 0) as read, pg_stat_clear_snapshot() from pg_stat_user_tables
     where schemaname = 'conversations_v1' and relname = 'conversations'`,
  );
  return Number(rows[0]?.read ?? 0);
}
