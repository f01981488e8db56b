import { describe, expect, it } from "vitest";
import { conversationId, userId } from "../../../src/domain/ids.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { members as projection } from "../../../src/projections/members/v1/projection.ts";
import type { MemberCursor, MemberRow } from "../../../src/projections/reads/members.ts";
import { ReadModels } from "./read-models.ts";
import { Story } from "./story.ts";

const here = conversationId("here");

async function after(tell: (story: Story) => Promise<unknown>): Promise<{ models: ReadModels; story: Story }> {
  const [models, story] = [await ReadModels.make(), new Story()];
  await tell(story);
  await models.follow(story);
  return { models, story };
}

async function member({ reads }: ReadModels, user: string): Promise<MemberRow | undefined> {
  return (await reads.members.some(here, [userId(user), userId("nobody")]))[0];
}

async function unread({ reads }: ReadModels, user: string): Promise<number | undefined> {
  return (await reads.conversations.one(userId(user), here))?.mine.unreadCount;
}

describe("members", () => {
  const many = Array.from({ length: 30 }, (_, index) => `user-${(index * 7) % 30}`);

  it("are listed by joining, page after page, each once, also when the last of a page leaves", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: ["zoe", "bob"] });
      await ada.adds("ada", "here", many);
    });
    const first = await models.reads.members.list(here, { limit: 10, after: null });
    await story.removes("ada", "here", first.items.at(-1)?.userId ?? "");
    await models.follow(story);
    const rest: string[] = [];
    let cursor: MemberCursor | null = first.next;
    while (cursor) {
      const page: Awaited<ReturnType<typeof models.reads.members.list>> = await models.reads.members.list(here, {
        limit: 10,
        after: cursor,
      });
      rest.push(...page.items.map((each) => each.userId));
      cursor = page.next;
    }
    const names = [...first.items.map((each) => each.userId), ...rest];
    expect(names).toEqual(["ada", "zoe", "bob", ...many]);
  });

  it("know by whom they were added", async () => {
    const { models } = await after(async (story) => {
      await story.starts("ada", "here", { kind: "room", visibility: "public", with: ["bob"] });
      await story.joins("cem", "here");
      await story.adds("ada", "here", ["dot"], "viewer");
    });
    const { items } = await models.reads.members.list(here, { limit: 10, after: null });
    expect(items.map(({ userId: user, role, addedBy }) => [user, role, addedBy])).toEqual([
      ["ada", "owner", null],
      ["bob", "member", "ada"],
      ["cem", "member", null],
      ["dot", "viewer", "ada"],
    ]);
  });

  it("have read what they write, and what they say they have read, since when; never less", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: ["bob"] });
      for (const words of ["one", "two", "three"]) await ada.sends("ada", "here", words);
      await ada.marks("bob", "here", { readTo: 2, deliveredTo: 3 });
    });
    expect(await member(models, "ada")).toMatchObject({ readTo: 3, readAt: "2026-11-30T12:00:03.000Z" });
    const marked = {
      readTo: 2,
      readAt: "2026-11-30T12:00:04.000Z",
      deliveredTo: 3,
      deliveredAt: "2026-11-30T12:00:04.000Z",
    };
    expect(await member(models, "bob")).toMatchObject(marked);
    const back = { conversationId: "here", userId: "bob", readTo: 1, deliveredTo: 2, toldTo: "members" };
    await story.writes("inbox-here-bob", { type: "MarkersAdvanced", data: back }, { actor: "bob" });
    await models.follow(story);
    expect(await member(models, "bob")).toMatchObject(marked);
  });

  it("who come back have read what they had read, and nothing from meanwhile is unread", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: ["bob"] });
      await ada.sends("ada", "here", "one");
      await ada.marks("bob", "here", { readTo: 1 });
      await ada.leaves("bob", "here");
      await ada.sends("ada", "here", "meanwhile");
    });
    expect(await member(models, "bob")).toBeUndefined();
    expect(await unread(models, "bob")).toBeUndefined();
    await story.adds("ada", "here", ["bob"]);
    await story.sends("ada", "here", "welcome back");
    await models.follow(story);
    expect(await member(models, "bob")).toMatchObject({
      readTo: 1,
      joinedAt: "2026-11-30T12:00:05.000Z",
      addedBy: "ada",
    });
    expect(await unread(models, "bob")).toBe(1);
  });
});

describe("what is unread", () => {
  it("are messages after what was read, not system lines, nor imported ones that were read where they came from", async () => {
    const imported = (countsAsUnread: boolean) => ({
      imported: { originalAt: "2020-01-01T00:00:00.000Z", countsAsUnread },
    });
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: ["bob"] });
      await ada.sends("ada", "here", "one");
      await ada.renames("ada", "here", { name: "Lunch" });
      await ada.sends("ada", "here", "counts", imported(true));
      await ada.sends("ada", "here", "does not", imported(false));
    });
    expect(await unread(models, "bob")).toBe(2);
    await story.marks("bob", "here", { readTo: 2 });
    await models.follow(story);
    expect(await unread(models, "bob")).toBe(1);
    await story.sends("bob", "here", "answer");
    await models.follow(story);
    expect(await unread(models, "bob")).toBe(0);
    expect(await unread(models, "ada")).toBe(1);
  });
});

describe("the rows written for a message", () => {
  it.each([3, 300])("are as few in a room of %i as in any other", async (size) => {
    const everybody = Array.from({ length: size }, (_, index) => `user-${index}`);
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here");
      for (let from = 0; from < size; from += 100) await ada.adds("ada", "here", everybody.slice(from, from + 100));
    });
    const before = await story.events();
    await story.sends("ada", "here", "hello");
    const batch = (await story.events()).slice(before.length);
    const [added, changed] = await transaction(
      models.pool,
      async (client) => {
        const count = async (): Promise<readonly number[]> => {
          const text = `select n_tup_ins, n_tup_upd from pg_stat_xact_user_tables where relname = 'members'`;
          const { rows } = await client.query<{ n_tup_ins: string; n_tup_upd: string }>(text);
          return [Number(rows[0]?.n_tup_ins ?? 0), Number(rows[0]?.n_tup_upd ?? 0)];
        };
        const [addedBefore = 0, changedBefore = 0] = await count();
        await projection.project(client, batch);
        const [addedAfter = 0, changedAfter = 0] = await count();
        return [addedAfter - addedBefore, changedAfter - changedBefore];
      },
      projection,
    );
    expect({ added, changed }).toEqual({ added: 0, changed: 1 });
  });
});
