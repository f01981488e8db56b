import { describe, expect, it } from "vitest";
import type { Line } from "../../../src/domain/conversation/line.ts";
import { conversationId, lineId, locate, userId, type LineId } from "../../../src/domain/ids.ts";
import type { LinePage, Lines } from "../../../src/projections/reads/lines.ts";
import { ReadModels } from "./read-models.ts";
import { Story } from "./story.ts";

const here = conversationId("here");

async function after(tell: (story: Story) => Promise<unknown>): Promise<ReadModels> {
  const [models, story] = [await ReadModels.make(), new Story()];
  await story.starts("ada", "here", { with: ["bob"] });
  await tell(story);
  await models.follow(story);
  return models;
}

/** What stands on the page, and whether there is more on either side. */
async function shown(models: ReadModels, from: LinePage["from"], rest: Partial<LinePage> = {}): Promise<string> {
  const { lines, hasMoreBefore, hasMoreAfter } = await models.reads.lines.page(here, { limit: 3, from, ...rest });
  const sequences = lines.map(({ event }) => event.data.sequence).join(" ");
  return `${hasMoreBefore ? "… " : ""}${sequences}${hasMoreAfter ? " …" : ""}`;
}

/** Nine lines, of which the third and the seventh are no messages. */
async function nine(): Promise<ReadModels> {
  return after(async (story) => {
    for (let sequence = 1; sequence <= 9; sequence += 1) {
      if (sequence === 3 || sequence === 7) await story.renames("ada", "here", { name: `Talk ${sequence}` });
      else await story.sends("ada", "here", `message ${sequence}`);
    }
  });
}

const at = (sequence: number): { sequence: number } => ({ sequence });
/** The second at which the line of that sequence was said, or so many seconds after. */
const time = (sequence: number, more = 0): { time: string } => ({
  time: new Date(Date.UTC(2026, 10, 30, 12) + (sequence + more) * 1_000).toISOString(),
});

describe("the history", () => {
  it.each<[LinePage["from"], string]>([
    [{ side: "newest" }, "… 7 8 9"],
    [{ side: "before", point: at(9) }, "… 6 7 8 …"],
    [{ side: "before", point: at(3) }, "1 2 …"],
    [{ side: "before", point: at(1) }, " …"],
    [{ side: "before", point: at(99) }, "… 7 8 9"],
    [{ side: "after", point: at(0) }, "1 2 3 …"],
    [{ side: "after", point: at(5) }, "… 6 7 8 …"],
    [{ side: "after", point: at(6) }, "… 7 8 9"],
    [{ side: "after", point: at(9) }, "… "],
    [{ side: "around", point: at(5) }, "… 4 5 6 …"],
    [{ side: "around", point: at(1) }, "1 2 …"],
    [{ side: "around", point: at(9) }, "… 8 9"],
    [{ side: "before", point: time(5) }, "… 2 3 4 …"],
    [{ side: "before", point: time(5, 0.5) }, "… 3 4 5 …"],
    [{ side: "after", point: time(5) }, "… 6 7 8 …"],
    [{ side: "after", point: time(5, 0.5) }, "… 6 7 8 …"],
    [{ side: "after", point: time(0) }, "1 2 3 …"],
    [{ side: "after", point: time(10) }, "… "],
    [{ side: "before", point: time(10) }, "… 7 8 9"],
    [{ side: "around", point: time(5) }, "… 4 5 6 …"],
  ])("by %j", async (from, expected) => {
    expect(await shown(await nine(), from)).toBe(expected);
  });

  it("is of messages alone, or of what happened beside them", async () => {
    const models = await nine();
    expect(await shown(models, { side: "newest" }, { type: "system" })).toBe("3 7");
    expect(await shown(models, { side: "before", point: at(7) }, { type: "text" })).toBe("… 4 5 6 …");
    expect(await shown(models, { side: "before", point: at(7) }, { type: "system" })).toBe("3 …");
  });

  it("from a time on begins with the first line of then, though those after it are older", async () => {
    const models = await after(async (story) => {
      for (const day of [5, 9, 2, 3, 12]) {
        const imported = { originalAt: new Date(Date.UTC(2004, 0, day)).toISOString(), countsAsUnread: false };
        await story.sends("ada", "here", `of day ${day}`, { imported });
      }
    });
    const since = async (day: number): Promise<string> => {
      const point = { time: new Date(Date.UTC(2004, 0, day) - 1).toISOString() };
      return shown(models, { side: "after", point }, { limit: 9 });
    };
    expect(await since(2)).toBe("1 2 3 4 5");
    expect(await since(6)).toBe("… 2 3 4 5");
    expect(await since(10)).toBe("… 5");
  });

  it("is empty where there is nothing", async () => {
    const models = await nine();
    const page = await models.reads.lines.page(conversationId("nowhere"), { limit: 3, from: { side: "newest" } });
    expect(page).toEqual({ lines: [], hasMoreBefore: false, hasMoreAfter: false } satisfies Lines);
  });
});

describe("a reply", () => {
  it("shows the line it replies to, wherever that stands, and not what that replies to", async () => {
    let [first, second]: (LineId | null)[] = [null, null];
    const models = await after(async (story) => {
      first = await story.sends("ada", "here", "first");
      second = await story.sends("bob", "here", "second", { replyTo: first ?? undefined });
      for (let n = 0; n < 5; n += 1) await story.sends("ada", "here", "more");
      await story.sends("ada", "here", "third", { replyTo: second ?? undefined });
    });
    const { lines } = await models.reads.lines.page(here, { limit: 2, from: { side: "newest" } });
    const [more, third] = lines;
    expect(more?.quote).toBeNull();
    expect(third?.quote).toMatchObject({
      actor: "bob",
      quote: null,
      event: { data: { content: "second", replyToId: first } },
    });
    const [alone] = await models.reads.lines.some([second ?? lineId({ conversationId: here, revision: 99 })]);
    expect(alone?.quote).toMatchObject({ event: { data: { content: "first" } } });
  });
});

describe("lines by their ids", () => {
  it("are found in several conversations at once; what is no line is left out", async () => {
    const ids: (LineId | null)[] = [];
    const models = await after(async (story) => {
      await story.starts("ada", "there", { name: "There" });
      ids.push(await story.sends("ada", "here", "one", { key: "k-1" }));
      ids.push(await story.sends("ada", "there", "two"));
    });
    const asked = [...ids.filter((id) => id !== null), lineId({ conversationId: here, revision: 0 })];
    const found = await models.reads.lines.some([...asked, ...asked]);
    const keys = new Map(found.map((line) => [lineId(line), line.clientMessageId]));
    expect(found).toHaveLength(2);
    expect(keys).toEqual(
      new Map([
        [ids[0], "k-1"],
        [ids[1], null],
      ]),
    );
    expect(await models.reads.lines.some([])).toEqual([]);
  });
});

function dataOf(line: Line | undefined): unknown {
  const data = line?.event.type === "MessageSent" ? line.event.data.data : null;
  return data && JSON.parse(data);
}

describe("words", () => {
  it("and times that cannot be stored as they are stop nothing", async () => {
    const bad = "a\0b\ud800c";
    const shownAs = "a\u{FFFD}b\u{FFFD}c";
    const imported = { originalAt: "0000-01-01T00:00:00.000Z", countsAsUnread: true };
    const models = await after(async (story) => {
      const message = { sequence: 1, senderId: "ada", content: bad, data: JSON.stringify({ [bad]: [{ a: bad }] }) };
      await story.writes(
        "conversation-here",
        { type: "MessageSent", data: message },
        { actor: "ada", key: bad, imported },
      );
      const renaming = { sequence: 2, renamedBy: "ada", name: bad, description: bad };
      await story.writes("conversation-here", { type: "ConversationRenamed", data: renaming }, { actor: "ada" });
      const registration = { userId: "bad", username: bad, displayName: bad };
      await story.writes("user-bad", { type: "UserRegistered", data: registration }, { actor: "bad", imported });
    });
    const { lines } = await models.reads.lines.page(here, { limit: 3, from: { side: "newest" } });
    const [message, renaming] = lines;
    expect(message).toMatchObject({ clientMessageId: shownAs, createdAt: "0001-01-01T00:00:00.000Z" });
    expect(message?.event.data).toMatchObject({ content: shownAs });
    expect(dataOf(message)).toEqual({ [shownAs]: [{ a: shownAs }] });
    expect(renaming?.event.data).toMatchObject({ name: shownAs, description: shownAs });
    const names = await models.reads.people.named([userId("bad")]);
    expect(names.get(userId("bad"))).toEqual({ username: shownAs, displayName: shownAs });
  });

  it("of an erased person are null; their lines stay", async () => {
    const [models, story] = [await ReadModels.make(), new Story()];
    await story.starts("ada", "here");
    const id = await story.sends("ada", "here", "words");
    story.keys.destroy("person:ada");
    await models.follow(story);
    const [line] = await models.reads.lines.some(id ? [id] : []);
    expect(line?.event.data).toEqual({ sequence: 1, senderId: "ada", content: null });
    expect(id && locate(id)).toEqual({ conversationId: "here", revision: 1 });
  });
});
