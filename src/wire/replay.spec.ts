import { describe, expect, it } from "vitest";
import { conversationId, lineId, userId, type UserId } from "../domain/ids.ts";
import { changeBy } from "./audit-change.ts";
import { afterEvent, emptyReplay, lineIn, linesIn, originalIn, type Replay, type ReplayEvent } from "./replay.ts";

const lunch = conversationId("lunch");
const [ada, bob] = [userId("ada"), userId("bob")];
const line = (revision: number) => lineId({ conversationId: lunch, revision });

type Said = Pick<ReplayEvent, "type" | "data">;

/** A second apart, each at the next place in the log. */
function told(
  ...events: readonly (readonly [actor: UserId, said: unknown, revision: number])[]
): readonly ReplayEvent[] {
  return events.map(([actor, said, revision], index) => {
    const at = `2026-11-20T12:00:${String(index).padStart(2, "0")}.000Z`;
    return { ...(said as Said), id: String(index), revision, at, actor, position: BigInt(index + 1) } as ReplayEvent;
  });
}

const members = [
  { userId: ada, role: "owner" },
  { userId: bob, role: "member" },
];
const started = {
  type: "ConversationStarted",
  data: { kind: "group", visibility: "private", createdBy: ada, members },
};
const sent = (sequence: number, content: string | null) => ({
  type: "MessageSent",
  data: { sequence, senderId: bob, content },
});
const ofLine = (revision: number) => ({ conversationId: lunch, messageId: line(revision) });
const edited = (revision: number, content: string) => ({
  type: "MessageEdited",
  data: { ...ofLine(revision), editedBy: bob, content },
});
const deleted = (revision: number) => ({ type: "MessageDeleted", data: { ...ofLine(revision), deletedBy: bob } });

const history = told(
  [ada, started, 0],
  [bob, sent(1, "first"), 1],
  [bob, sent(2, "second"), 2],
  [bob, edited(1, "changed"), 0],
  [bob, deleted(1), 1],
  [ada, { type: "MemberRemoved", data: { sequence: 3, userId: bob, removedBy: ada } }, 3],
  [ada, { type: "ConversationDeleted", data: { deletedBy: ada } }, 4],
);

const after = (events: readonly ReplayEvent[]): Replay => events.reduce(afterEvent, emptyReplay(lunch));
const words = (replay: Replay) =>
  linesIn(replay, { below: 100, limit: 10 }).map(({ event }) =>
    event.type === "MessageSent" ? event.data.content : event.type,
  );

describe("a replay", () => {
  it("shows what members saw after each event, and nothing of what came later", () => {
    expect(words(after(history.slice(0, 3)))).toEqual(["first", "second"]);
    expect(words(after(history.slice(0, 4)))).toEqual(["changed", "second"]);
    expect(words(after(history.slice(0, 5)))).toEqual([null, "second"]);
  });

  it("keeps what a deleted message said last", () => {
    expect(originalIn(after(history.slice(0, 5)), line(1))).toEqual({ content: "changed" });
    expect(originalIn(after(history.slice(0, 4)), line(1))).toBeNull();
  });

  it("keeps a deleted conversation as it was before", () => {
    const { conversation, deleted: gone } = after(history);
    expect(conversation.status).toBe("deleted");
    expect([...conversation.members.keys()]).toEqual([ada]);
    expect(gone).toEqual({ by: ada, at: history[6]?.at });
  });

  it("knows when each member came, of those who are there", () => {
    expect(after(history.slice(0, 5)).joinedAt.get(bob)).toBe(history[0]?.at);
    expect(after(history).joinedAt.has(bob)).toBe(false);
  });

  it("of a part of the events is the same for what it is about, and has no other lines", () => {
    const part = after(history.filter((event) => event.type !== "MessageSent" || event.revision !== 2));
    expect(lineIn(part, line(1))).toEqual(lineIn(after(history), line(1)));
    expect(lineIn(part, line(2))).toBeNull();
    expect(words(after(history.slice(3, 5)))).toEqual([]);
  });

  it("changes nothing that was there before", () => {
    const before = after(history.slice(0, 3));
    const shown = words(before);
    history.slice(3).reduce(afterEvent, before);
    expect(words(before)).toEqual(shown);
  });
});

describe("a change", () => {
  const changeOf = (index: number, events = history) => {
    const [event] = events.slice(index, index + 1);
    if (!event) throw new Error(`There is no event ${index}.`);
    const before = after(events.slice(0, index));
    return changeBy(before, afterEvent(before, event), event);
  };
  const text = (content: string) => ({ content, content_type: "text" });

  it("has what was there before and after", () => {
    expect(changeOf(1)).toEqual({ before: null, after: text("first") });
    expect(changeOf(3)).toEqual({ before: text("first"), after: text("changed") });
    expect(changeOf(4)).toEqual({ before: text("changed"), after: null });
    expect(changeOf(5)).toEqual({ before: { members: [{ user_id: bob, role: "member" }] }, after: { members: [] } });
    expect(changeOf(6)).toEqual({ before: { name: null, member_count: 1 }, after: null });
  });

  it("of erased words has that they were, and not what", () => {
    const erased = told([ada, started, 0], [bob, sent(1, null), 1], [bob, deleted(1), 0]);
    expect(changeOf(1, erased)).toEqual({ before: null, after: { content: null } });
    expect(changeOf(2, erased)).toEqual({ before: { content: null }, after: null });
  });
});
