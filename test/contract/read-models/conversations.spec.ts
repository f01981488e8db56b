import { describe, expect, it } from "vitest";
import { conversationId, userId } from "../../../src/domain/ids.ts";
import type { ConversationCursor, ConversationList, HeadForMe } from "../../../src/projections/reads/conversations.ts";
import { ReadModels } from "./read-models.ts";
import { Story } from "./story.ts";

async function listed(models: ReadModels, viewer: string, list: ConversationList = {}): Promise<readonly string[]> {
  const all = await models.reads.conversations.list(userId(viewer), { ...list, limit: 100, after: null });
  return all.items.map(({ head }) => head.id);
}

async function one(models: ReadModels, viewer: string, id: string): Promise<HeadForMe | null> {
  return models.reads.conversations.one(userId(viewer), conversationId(id));
}

async function after(tell: (story: Story) => Promise<void>): Promise<{ models: ReadModels; story: Story }> {
  const [models, story] = [await ReadModels.make(), new Story()];
  await tell(story);
  await models.follow(story);
  return { models, story };
}

describe("the list of conversations", () => {
  it("has the newest activity first", async () => {
    const { models, story } = await after(async (ada) => {
      for (const id of ["one", "two", "three"]) await ada.starts("ada", id);
    });
    expect(await listed(models, "ada")).toEqual(["three", "two", "one"]);
    await story.sends("ada", "one", "hello");
    await models.follow(story);
    expect(await listed(models, "ada")).toEqual(["one", "three", "two"]);
  });

  it.each([true, false])(
    "comes page after page, each conversation once, also of the same moment (joined: %j)",
    async (isJoined) => {
      const { models } = await after(async (story) => {
        const imported = { originalAt: "2030-01-01T00:00:00.000Z", countsAsUnread: true };
        for (const id of ["c", "a", "e", "b", "d"]) {
          await story.starts("ada", id, { kind: "room", visibility: "public" });
          await story.sends("ada", id, "hello", { imported });
        }
      });
      const viewer = userId(isJoined ? "ada" : "bob");
      const pages: string[][] = [];
      let cursor: ConversationCursor | null = null;
      do {
        const page: Awaited<ReturnType<typeof models.reads.conversations.list>> = await models.reads.conversations.list(
          viewer,
          { isJoined, limit: 2, after: cursor },
        );
        pages.push(page.items.map(({ head }) => head.id));
        cursor = page.next;
      } while (cursor);
      expect(pages).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    },
  );

  it("is not taken back by lines that were said long ago", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "one");
      await ada.starts("ada", "two");
    });
    const imported = { originalAt: "2004-11-03T08:00:00.000Z", countsAsUnread: false };
    await story.sends("ada", "two", "long ago", { imported });
    await models.follow(story);
    expect(await listed(models, "ada")).toEqual(["two", "one"]);
    expect((await one(models, "ada", "two"))?.head.lastLine?.createdAt).toBe(imported.originalAt);
  });

  it("is of one's own, or of the public rooms that one may join", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "private", { kind: "room" });
      await ada.starts("ada", "public", { kind: "room", visibility: "public" });
    });
    expect(await listed(models, "bob")).toEqual([]);
    expect(await listed(models, "bob", { isJoined: false })).toEqual(["public"]);
    await story.joins("bob", "public");
    await models.follow(story);
    expect(await listed(models, "bob")).toEqual(["public"]);
    expect(await listed(models, "bob", { isJoined: false })).toEqual([]);
    await story.leaves("bob", "public");
    await models.follow(story);
    expect(await listed(models, "bob")).toEqual([]);
    expect(await listed(models, "bob", { isJoined: false })).toEqual(["public"]);
  });

  it.each<[ConversationList, string[]]>([
    [{ kind: "direct" }, ["notes", "with-bob"]],
    [{ visibility: "public" }, ["square"]],
    [{ text: "lunch" }, ["group"]],
    [{ text: "ŁÓD" }, ["square"]],
    [{ text: "owak" }, ["with-bob"]],
    [{ text: "lovelace" }, ["notes"]],
    [{ text: "  " }, ["notes", "with-bob", "square", "group"]],
    [{ text: "_" }, []],
    [{ isUnread: true }, ["with-bob"]],
    [{ isUnread: false }, ["notes", "square", "group"]],
    [{ kind: "direct", isUnread: true, text: "nowak" }, ["with-bob"]],
  ])("asked for %j has %j", async (list, expected) => {
    const { models } = await after(async (story) => {
      await story.registers("ada", { displayName: "Ada Lovelace" });
      await story.registers("bob", { displayName: "Łucja Nowak" });
      await story.starts("ada", "group", { name: "A long Lunch", with: ["bob"] });
      await story.starts("ada", "square", { kind: "room", visibility: "public", name: "Plac w Łodzi" });
      await story.starts("ada", "with-bob", { kind: "direct", with: ["bob"] });
      await story.sends("bob", "with-bob", "hello");
      await story.starts("ada", "notes", { kind: "direct" });
    });
    expect(await listed(models, "ada", list)).toEqual(expected);
  });
});

describe("a conversation without a name", () => {
  it("is found by whose names it is shown with", async () => {
    const { models } = await after(async (story) => {
      await story.registers("ada", { displayName: "Ada Lovelace" });
      await story.registers("bob", { displayName: "Łucja Nowak" });
      await story.registers("cem", { displayName: "Karin Ångström" });
      await story.starts("ada", "lunch", { name: "Lunch", with: ["bob", "cem"] });
      await story.starts("ada", "nameless", { with: ["bob", "cem"] });
    });
    expect(await listed(models, "ada", { text: "angstr" })).toEqual(["nameless"]);
    expect(await listed(models, "ada", { text: "nowak" })).toEqual(["nameless"]);
    expect(await listed(models, "cem", { text: "karin" })).toEqual([]);
    expect(await listed(models, "ada", { text: "lunch" })).toEqual(["lunch"]);
  });
});

describe("a conversation", () => {
  it("that is private is not there for a stranger; a public one is, with nothing unread", async () => {
    const { models } = await after(async (story) => {
      await story.starts("ada", "private");
      await story.starts("ada", "public", { kind: "room", visibility: "public" });
      await story.sends("ada", "public", "hello");
    });
    expect(await one(models, "bob", "private")).toBeNull();
    const mine = { userId: "bob", role: null, unreadCount: 0, readTo: 0, delivery: null };
    expect((await one(models, "bob", "public"))?.mine).toMatchObject(mine);
    const standing = await models.reads.members.standing(userId("bob"), conversationId("public"));
    expect(standing).toMatchObject({ kind: "room", visibility: "public", role: null, after: 0 });
    expect(await models.reads.members.standing(userId("bob"), conversationId("private"))).toBeNull();
  });

  it("that was deleted is gone from every list, and none of its words are kept", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "salon", { kind: "room", visibility: "public", name: "secret name", with: ["bob"] });
      await ada.sends("ada", "salon", "secret words", { key: "secret key" });
      await ada.renames("ada", "salon", { name: "secret renaming" });
    });
    expect(JSON.stringify(await models.rows())).toContain("secret");
    await story.deletes("ada", "salon");
    await models.follow(story);
    expect(await listed(models, "ada")).toEqual([]);
    expect(await listed(models, "eve", { isJoined: false })).toEqual([]);
    expect(await one(models, "bob", "salon")).toBeNull();
    const { "idempotency_v1.keyed_events": _keys, ...rows } = await models.rows(); // keys outlive it, without words
    expect(JSON.stringify(rows)).not.toMatch(/secret|salon/);
  });

  it("that was deleted does not come back by a marker that was under way", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: ["bob"] });
      await ada.sends("ada", "here", "hello");
      await ada.deletes("ada", "here");
    });
    const data = { conversationId: "here", userId: "bob", readTo: 1, toldTo: "members" };
    await story.writes("inbox-here-bob", { type: "MarkersAdvanced", data }, { actor: "bob" });
    await models.follow(story);
    expect(JSON.stringify(await models.rows())).not.toContain("here");
  });

  it("has no name any more when its key was destroyed", async () => {
    const { models, story } = await after((ada) => ada.starts("ada", "here", { name: "Lunch" }).then(() => undefined));
    expect((await one(models, "ada", "here"))?.head.name).toBe("Lunch");
    story.keys.destroy("conversation:here");
    await models.clear();
    await models.follow(story);
    expect((await one(models, "ada", "here"))?.head.name).toBeNull();
  });
});

describe("one's own last message", () => {
  const delivery = async (models: ReadModels): Promise<unknown> => (await one(models, "ada", "here"))?.mine.delivery;

  it("is sent, then delivered to all, then read by all", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: ["bob", "cem"] });
      await ada.sends("ada", "here", "hello");
      await ada.marks("bob", "here", { readTo: 1, deliveredTo: 1 });
    });
    expect(await delivery(models)).toBe("sent");
    await story.marks("cem", "here", { deliveredTo: 1 });
    await models.follow(story);
    expect(await delivery(models)).toBe("delivered");
    await story.marks("cem", "here", { readTo: 1 });
    await models.follow(story);
    expect(await delivery(models)).toBe("read");
  });

  it("says nothing where somebody else wrote last, or it is no message", async () => {
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: ["bob"] });
      await ada.renames("ada", "here", { name: "Lunch" });
    });
    expect(await delivery(models)).toBeNull();
    await story.sends("bob", "here", "hello");
    await models.follow(story);
    expect(await delivery(models)).toBeNull();
  });

  it("is only sent where more than 50 are, and read where nobody else is", async () => {
    const others = Array.from({ length: 50 }, (_, index) => `user-${index}`);
    const { models, story } = await after(async (ada) => {
      await ada.starts("ada", "here", { with: others });
      await ada.sends("ada", "here", "hello");
      for (const other of others) await ada.marks(other, "here", { readTo: 1 });
      await ada.starts("ada", "notes", { kind: "direct" });
      await ada.sends("ada", "notes", "hello");
    });
    expect(await delivery(models)).toBe("sent");
    expect((await one(models, "ada", "notes"))?.mine.delivery).toBe("read");
    await story.removes("ada", "here", "user-7");
    await story.sends("ada", "here", "again");
    for (const other of others) await story.marks(other, "here", { readTo: 3 });
    await models.follow(story);
    expect(await delivery(models)).toBe("read");
  });
});
