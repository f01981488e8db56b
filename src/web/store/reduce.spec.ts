import { describe, expect, it } from "vitest";
import type { Told } from "../wire/told.ts";
import type { Change } from "./change.ts";
import { mostLines, withPage } from "./history.ts";
import { reduce } from "./reduce.ts";
import type { State } from "./state.ts";
import { conversation, line, opened, outgoing } from "./support.ts";

const told = (event: Told): Change => ({ kind: "told", told: event, at: 1_000 });
const newMessage = (message: ReturnType<typeof line>): Change =>
  told({ event: "new_message", conversation_id: "c1", message });
const after = (state: State, ...changes: readonly Change[]): State => changes.reduce(reduce, state);
const shown = (state: State) => state.histories.get("c1")?.lines.map(({ sequence }) => sequence);
const head = (state: State) => state.conversations.get("c1");

describe("a history", () => {
  it("keeps its order, and shows each line once, whichever of page and stream brings it", () => {
    const page = { messages: [line(1), line(2), line(3)], has_more_before: false, has_more_after: false };
    const state = after(
      opened([line(3), line(4)]),
      newMessage(line(5)),
      newMessage(line(5)),
      { kind: "history", conversationId: "c1", page, side: "before" },
      newMessage(line(4)),
    );
    expect(shown(state)).toEqual([1, 2, 3, 4, 5]);
  });

  it("does not close a gap: what lies between is to be loaded", () => {
    const state = after(opened([line(1)]), newMessage(line(3)));
    expect(shown(state)).toEqual([1]);
    expect(state.histories.get("c1")?.hasAfter).toBe(true);
  });

  it("keeps a part of a long conversation, on the side where one reads", () => {
    const page = (from: number, count: number) => ({
      messages: Array.from({ length: count }, (_, n) => line(from + n)),
      has_more_before: true,
      has_more_after: false,
    });
    const newest = withPage(undefined, page(1_000, 450), "afresh");
    const older = withPage(newest, page(900, 100), "before");
    expect(older).toMatchObject({ hasBefore: true, hasAfter: true });
    expect([older.lines[0]?.sequence, older.lines.length]).toEqual([900, mostLines]);
    const newer = withPage(older, page(1_400, 100), "after");
    expect([newer.lines.at(-1)?.sequence, newer.lines.length]).toEqual([1_499, mostLines]);
  });

  it("leaves its end to the server while it shows an older part", () => {
    const older = opened([line(1)]);
    const state = after(
      { ...older, histories: new Map([["c1", { lines: [line(1)], hasBefore: false, hasAfter: true }]]) },
      newMessage(line(2)),
    );
    expect(shown(state)).toEqual([1]);
    expect(head(state)?.last_sequence).toBe(2);
  });
});

describe("a page that was made before what was told while it was on its way", () => {
  const page = { messages: [line(1), line(2)], has_more_before: false, has_more_after: false };
  const asked: Change = { kind: "page-asked", conversationId: "c1" };
  const settled: Change = { kind: "page-settled", conversationId: "c1" };
  const came: Change = { kind: "history", conversationId: "c1", page, side: "afresh" };
  const reaction = (action: "add" | "remove") =>
    told({ event: "reaction", conversation_id: "c1", message_id: "m1", emoji: "👍", user_id: "bob", action });
  const fresh = { ...opened([]), histories: new Map() };
  const firstOf = (state: State) => state.histories.get("c1")?.lines[0];

  it("gets the lines that it lacks, in order", () => {
    const state = after(fresh, asked, newMessage(line(3)), newMessage(line(4)), came, settled, newMessage(line(5)));
    expect(shown(state)).toEqual([1, 2, 3, 4, 5]);
  });

  it("shows what I have sent meanwhile, and nothing of mine is still on its way", () => {
    const mine = line(3, { sender_id: "ada", client_message_id: "k1" });
    const written: Change = { kind: "written", outgoing: outgoing("k1") };
    const state = after(fresh, asked, written, { kind: "sent", message: mine }, came, settled);
    expect([shown(state), state.outgoing]).toEqual([[1, 2, 3], []]);
  });

  it("has its lines as they are now: reacted to, deleted, forgotten reactions not counted twice", () => {
    const gone = told({
      event: "message_deleted",
      conversation_id: "c1",
      message_id: "m2",
      deleted_by: "bob",
      deleted_at: "2026-11-20T15:00:00.000Z",
    });
    const state = after(fresh, asked, reaction("add"), gone, came, settled);
    expect(firstOf(state)?.reactions).toMatchObject([{ emoji: "👍", count: 1, user_ids: ["bob"] }]);
    expect(state.histories.get("c1")?.lines[1]).toMatchObject({ is_deleted: true, content: "" });
  });

  it("is left as it is where it knows of all that already", () => {
    const reacted = line(1, { reactions: [{ emoji: "👍", count: 1, user_ids: ["ada"] }] });
    const knows: Change = { ...came, page: { ...page, messages: [reacted, line(2), line(3)] } };
    const state = after(fresh, asked, reaction("add"), reaction("remove"), newMessage(line(3)), knows, settled);
    expect(shown(state)).toEqual([1, 2, 3]);
    expect(firstOf(state)?.reactions).toMatchObject([{ emoji: "👍", count: 1, user_ids: ["ada"] }]);
  });

  it("may be one of several: what was told is kept until the last has come, and no longer", () => {
    const state = after(fresh, asked, asked, newMessage(line(3)), came, settled, came);
    expect(shown(state)).toEqual([1, 2, 3]);
    expect(after(state, settled, newMessage(line(4))).awaited.size).toBe(0);
  });
});

describe("a message of mine", () => {
  const mine = line(1, { sender_id: "ada", client_message_id: "k1" });
  const written: Change = { kind: "written", outgoing: outgoing("k1") };

  it.each([
    ["the answer", [{ kind: "sent", message: mine }, newMessage(mine)]],
    ["the stream", [newMessage(mine), { kind: "sent", message: mine }]],
  ] as const)("settles once when %s comes first", (_, changes) => {
    const state = after(opened([]), written, { kind: "sending", key: "k1" }, ...changes);
    expect(state.outgoing).toEqual([]);
    expect(shown(state)).toEqual([1]);
  });

  it("is not settled by another's message with the same key", () => {
    const state = after(opened([]), written, newMessage(line(1, { client_message_id: "k1" })));
    expect(state.outgoing).toHaveLength(1);
  });

  it("counts as read, with all before it", () => {
    const state = after(opened([line(1)], { unread_count: 1 }), newMessage(line(2, { sender_id: "ada" })));
    expect(head(state)).toMatchObject({ unread_count: 0, my_last_read_sequence: 2 });
  });

  it("stays with its reason when it was refused, and goes when it is discarded", () => {
    const failed = after(opened([]), written, { kind: "not-sent", key: "k1", reason: "rate_limited" });
    expect(failed.outgoing).toMatchObject([{ status: "failed", reason: "rate_limited" }]);
    expect(after(failed, { kind: "discarded", key: "k1" }).outgoing).toEqual([]);
  });
});

describe("what is unread", () => {
  it("grows with messages of others that are told, once each", () => {
    const state = after(
      opened([]),
      newMessage(line(1)),
      newMessage(line(1)),
      newMessage(line(2, { mentions: ["ada"] })),
    );
    expect(head(state)).toMatchObject({ unread_count: 2, mention_count: 1, last_sequence: 2 });
  });

  it("does not grow with system lines", () => {
    const state = after(opened([]), newMessage(line(1, { message_type: "system" })));
    expect(head(state)?.unread_count).toBe(0);
  });

  it("is what follows where another device has read to", () => {
    const read = (sequence: number) =>
      told({
        event: "message_read",
        conversation_id: "c1",
        user_id: "ada",
        sequence,
        read_at: "2026-11-20T15:00:00.000Z",
      });
    const state = after(opened([]), newMessage(line(1)), newMessage(line(2)), newMessage(line(3)), read(2));
    expect(head(state)).toMatchObject({ unread_count: 1, my_last_read_sequence: 2 });
    expect(head(after(state, read(1)))?.my_last_read_sequence).toBe(2);
  });

  it("is asked for again where the lines are not here", () => {
    const state = after(opened([], { last_sequence: 9, unread_count: 4 }), {
      kind: "read-here",
      conversationId: "c1",
      sequence: 7,
    });
    expect([...state.stale]).toEqual(["c1"]);
  });
});

describe("a change of a message", () => {
  const reaction = (action: "add" | "remove") =>
    told({ event: "reaction", conversation_id: "c1", message_id: "m1", user_id: "ada", emoji: "👍", action });

  it("shows wherever the message does: history, quote and list", () => {
    const quote = {
      id: "m1",
      sequence: 1,
      sender_id: "bob",
      sender_display_name: "Bob Marley",
      message_type: "text",
      preview: "line 1",
      is_deleted: false,
    };
    const state = after(
      opened([]),
      newMessage(line(1)),
      told({ event: "message_deleted", conversation_id: "c1", message_id: "m1", deleted_by: "bob", deleted_at: "now" }),
    );
    expect(state.histories.get("c1")?.lines[0]).toMatchObject({ content: "", is_deleted: true });
    expect(head(state)?.last_message).toMatchObject({ preview: "", is_deleted: true });
    const answered = after(opened([line(1), line(2, { reply_to: quote })]), {
      ...told({
        event: "message_deleted",
        conversation_id: "c1",
        message_id: "m1",
        deleted_by: "bob",
        deleted_at: "now",
      }),
    });
    expect(answered.histories.get("c1")?.lines[1]?.reply_to).toMatchObject({ preview: "", is_deleted: true });
  });

  it("counts a reaction once, however often it is told", () => {
    const once = after(opened([line(1)]), reaction("add"), reaction("add"));
    expect(once.histories.get("c1")?.lines[0]?.reactions).toEqual([
      { emoji: "👍", count: 1, user_ids: ["ada"], mine: true },
    ]);
    expect(after(once, reaction("remove")).histories.get("c1")?.lines[0]?.reactions).toEqual([]);
  });

  it("brings the card of its link, and takes it away when its author removes it", () => {
    const about = { event: "link_preview", conversation_id: "c1", message_id: "m1", position: "e:7" } as const;
    const card = { url: "https://lunch.example/soup", title: "Soup", description: null, image: null };
    const cardIn = (state: State) => state.histories.get("c1")?.lines.map(({ link_preview }) => link_preview);
    const shows = after(opened([line(1), line(2)]), told({ ...about, link_preview: card }));
    expect(cardIn(shows)).toEqual([card, null]);
    expect(cardIn(after(shows, told(about)))).toEqual([card, null]); // without words: they are asked for
    expect(cardIn(after(shows, told({ ...about, link_preview: null })))).toEqual([null, null]);
  });

  it("is left as it was while its new words are withheld", () => {
    const state = opened([line(1)]);
    const about = { conversation_id: "c1", message_id: "m1", position: "e:7", edited_at: "now" };
    const words = { new_content: null, content_type: "text", mentions: [], mentions_all: false } as const;
    expect(after(state, told({ event: "message_edited", ...about, ...words }))).toEqual(state);
  });
});

describe("a conversation", () => {
  it("that is not known yet is asked for", () => {
    const state = after(opened([]), newMessage(line(1, { conversation_id: "c2" })));
    expect([...state.stale]).toEqual(["c2"]);
  });

  it("is forgotten whole when I am removed", () => {
    const state = after(
      opened([line(1)]),
      { kind: "written", outgoing: outgoing("k1") },
      told({ event: "member_removed", conversation_id: "c1", user_id: "ada", role: null, by: "bob" }),
    );
    expect([head(state), shown(state), state.outgoing]).toEqual([undefined, undefined, []]);
  });

  it("is not set back by an answer that is older than what was told", () => {
    const late: Change = { kind: "listed", conversations: [conversation()], cursor: null, isFirst: true };
    expect(head(after(opened([]), newMessage(line(1)), late))?.last_sequence).toBe(1);
  });
});

describe("typing", () => {
  it("shows for three seconds, or until the message is there", () => {
    const types = told({
      event: "typing",
      conversation_id: "c1",
      user_id: "bob",
      user_name: "Bob Marley",
      is_typing: true,
    });
    const state = after(opened([]), types);
    expect(state.typing.get("c1")?.get("bob")?.until).toBe(4_000);
    expect(after(state, { kind: "typing-passed", at: 4_000 }).typing.size).toBe(0);
    expect(after(state, newMessage(line(1))).typing.get("c1")?.size).toBe(0);
  });
});
