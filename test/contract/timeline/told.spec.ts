import { describe, expect, it } from "vitest";
import { conversationId, userId } from "../../../src/domain/ids.ts";
import { History } from "./history.ts";
import { TimelineUnderTest } from "./timeline-under-test.ts";

const [ada, bob, eve] = [userId("ada"), userId("bob"), userId("eve")];
const [room, other] = [conversationId("room"), conversationId("other")];

async function timelineOf(write: (history: History) => void): Promise<TimelineUnderTest> {
  const history = new History();
  write(history);
  const timeline = await TimelineUnderTest.make();
  await timeline.project(history.events);
  return timeline;
}

describe("whoever comes back", () => {
  it("is told what happened while they were a member, and nothing of before", async () => {
    const timeline = await timelineOf((history) => {
      history.started(room, [ada]);
      history.sent(room, ada);
      history.added(room, [bob]);
      history.sent(room, ada);
    });
    expect(await timeline.names({ userId: bob })).toEqual([
      "conversation_created",
      "member_added",
      "new_message", // that he was added
      "new_message",
    ]);
  });

  it("is told of both of their stays, and not of the time between", async () => {
    let [while1, between, while2] = [0n, 0n, 0n];
    const timeline = await timelineOf((history) => {
      history.started(room, [ada, bob]);
      while1 = history.sent(room, ada);
      history.left(room, bob);
      between = history.sent(room, ada);
      history.added(room, [bob]);
      while2 = history.sent(room, ada);
    });
    const positions = (await timeline.all({ userId: bob })).map(({ position }) => position);
    expect(positions).toEqual(expect.arrayContaining([while1, while2]));
    expect(positions).not.toContain(between);
  });

  it("is told that they were removed as the last of a private conversation, and of nothing that was said there", async () => {
    const timeline = await timelineOf((history) => {
      history.started(room, [ada, bob]);
      history.sent(room, ada);
      history.removed(room, bob);
      history.sent(room, ada);
    });
    expect(await timeline.names({ userId: bob })).toEqual(["member_removed"]);
  });

  it("is told what was said while they were a member of a public room that they have left", async () => {
    const timeline = await timelineOf((history) => {
      history.started(room, [ada, bob], "public");
      history.sent(room, ada);
      history.left(room, bob);
      history.sent(room, ada);
    });
    expect(await timeline.names({ userId: bob })).toEqual(["conversation_created", "new_message", "member_removed"]);
  });

  it("is told nothing of one that they have left where the history is shown from joining on", async () => {
    const timeline = await timelineOf((history) => {
      history.started(room, [ada], "public", "joined");
      history.joined(room, bob);
      history.left(room, bob);
      history.sent(room, ada);
    });
    expect(await timeline.names({ userId: bob })).toEqual(["member_removed"]);
  });

  it("is told that a conversation was deleted, if they were a member then, and nothing else of it", async () => {
    const timeline = await timelineOf((history) => {
      history.started(room, [ada, bob, eve], "public");
      history.sent(room, ada);
      history.removed(room, eve);
      history.deleted(room, ada);
    });
    expect(await timeline.names({ userId: bob })).toEqual(["conversation_deleted"]);
    expect(await timeline.names({ userId: eve })).toEqual(["member_removed"]);
  });

  it("is told what is theirs alone, and what is for everybody", async () => {
    const timeline = await timelineOf((history) => {
      history.profile(ada, { displayName: "Ada L." });
      history.profile(ada, { locale: "pl" });
      history.started(room, [ada, bob]);
      history.read(room, ada, "self");
    });
    expect(await timeline.names({ userId: ada })).toEqual([
      "user_updated",
      "settings_changed",
      "conversation_created",
      "message_read",
      "message_delivered",
    ]);
    expect(await timeline.names({ userId: bob })).toEqual(["user_updated", "conversation_created"]);
  });

  it("may ask for one conversation alone", async () => {
    const timeline = await timelineOf((history) => {
      for (const id of [room, other]) {
        history.started(id, [ada]);
        history.added(id, [bob]);
      }
      history.profile(ada, { displayName: "Ada L." });
    });
    const told = await timeline.all({ userId: bob, conversationId: other });
    expect(told.map(({ what }) => what)).toEqual([
      { event: "conversation_created", conversation_id: other },
      { event: "member_added", conversation_id: other, user_id: bob, role: "member", by: "nobody" },
      { event: "new_message", conversation_id: other, revision: 1 },
    ]);
  });

  it("goes on in the middle of what one event told", async () => {
    let added = 0n;
    const timeline = await timelineOf((history) => {
      history.started(room, [ada]);
      added = history.added(room, [bob, eve]);
    });
    const { entries, isEnd } = await timeline.page({ userId: ada, after: { position: added, n: 2 }, limit: 1 });
    expect(entries).toEqual([
      {
        position: added,
        n: 3,
        what: { event: "member_added", conversation_id: room, user_id: eve, role: "member", by: "nobody" },
        occurredAt: "2025-03-01T12:00:00.000Z",
      },
    ]);
    expect(isEnd).toBe(false);
  });

  it("is told nothing while the timeline is loaded anew, and can see that", async () => {
    const timeline = await timelineOf((history) => history.started(room, [ada]));
    await timeline.pool.query("update projections.builds set is_indexed = false");
    expect(await timeline.page({ userId: ada })).toEqual({ entries: [], checkpoint: 0n, isEnd: true });
    expect(await timeline.positionAt("2025-03-01T12:00:00.000Z")).toBeNull();
  });
});

describe("memberships", () => {
  it("are those of now, since the last joining, with the position that they are of", async () => {
    let [rejoined, head] = [0n, 0n];
    const timeline = await timelineOf((history) => {
      history.started(room, [ada, bob]);
      history.started(other, [ada, bob]);
      history.left(room, bob);
      rejoined = history.joined(room, bob);
      history.deleted(other, ada);
      head = history.sent(room, bob);
    });
    expect(await timeline.stays(bob)).toEqual({ position: head, stays: { [room]: rejoined } });
    expect(await timeline.stays(eve)).toEqual({ position: head, stays: {} });
  });
});

describe("the position of a time", () => {
  it("is before the first event that occurred later", async () => {
    let [first, second] = [0n, 0n];
    const timeline = await timelineOf((history) => {
      first = history.started(room, [ada]);
      history.now = 1_000;
      second = history.sent(room, ada);
      history.now = 400; // by a clock that is behind
      history.sent(room, ada);
    });
    expect(await timeline.positionAt("2025-03-01T11:00:00.000Z")).toBe(first - 1n);
    expect(await timeline.positionAt("2025-03-01T12:00:00.500Z")).toBe(second - 1n);
    expect(await timeline.positionAt("2025-03-01T12:00:01.000Z")).toBe(second + 3n);
  });
});

describe("a long absence", () => {
  it("from many conversations reads little more than what is told, by pages of any size", async () => {
    const rooms = Array.from({ length: 60 }, (_, index) => conversationId(`room${index}`));
    const timeline = await timelineOf((history) => {
      for (const each of rooms) history.started(each, [ada, bob]);
      for (let n = 0; n < 100; n++) for (const each of rooms) history.sent(each, ada);
    });
    for (const limit of [20, 100, 1_000]) {
      const before = await timeline.rowsRead();
      expect(await timeline.all({ userId: bob, limit })).toHaveLength(60 * 101);
      const read = (await timeline.rowsRead()) - before;
      expect(read).toBeLessThan((6_060 / limit + 1) * (3 * limit + 60));
    }
  });

  it("of 10,000 people who are added by hundreds takes two rows a person and one an event", async () => {
    const people = Array.from({ length: 10_000 }, (_, index) => userId(`person${index}`));
    const timeline = await timelineOf((history) => {
      history.started(room, [ada]);
      for (let n = 0; n < people.length; n += 100) history.added(room, people.slice(n, n + 100));
    });
    const count = await timeline.pool.query<{ count: string }>("select count(*) from timeline_v1.told");
    expect(Number(count.rows[0]?.count)).toBe(1 + 100 * (2 * 100 + 1));
    expect((await timeline.page({ userId: people.at(-1) ?? ada })).entries).toHaveLength(100);
  });
});
