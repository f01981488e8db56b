import { describe, expect, it } from "vitest";
import { ada, added, bob, cem, decider, removed, renamed, sent, started } from "../conversation/spec-language.ts";
import { recorded, stateAfter } from "../spec-language.ts";
import type { ConversationEvent } from "../conversation/events.ts";
import { inboxes } from "./decider.ts";
import { given, settle, settled, talk, talkOf } from "./spec-language.ts";
import { standingOf } from "./standing.ts";

describe("settings", () => {
  it("say what changed, and up to which line there was something then", () => {
    given()
      .when(settle({ isMuted: true }, { of: talkOf(2) }))
      .thenHappened(settled({ isMuted: true, upTo: 2 }));
    given()
      .when(settle({ isMuted: true, isArchived: true, notify: "mentions" }, { of: talkOf(2) }))
      .thenHappened(settled({ isMuted: true, isArchived: true, notify: "mentions", upTo: 2 }));
    given(settled({ isMuted: true, upTo: 2 }))
      .when(settle({ isMuted: true, notify: "none" }, { of: talkOf(3) }))
      .thenHappened(settled({ notify: "none", upTo: 3 }));
  });

  it("that are so already are no event", () => {
    given()
      .when(settle({ isMuted: false, isArchived: false, notify: "all" }, { of: talkOf(1) }))
      .thenNothing();
    given(settled({ isMuted: true, isArchived: true, upTo: 1 }))
      .when(settle({ isMuted: true, isArchived: true }, { of: talkOf(3) }))
      .thenNothing();
    given()
      .when(settle({}, { of: talkOf(1) }))
      .thenNothing();
  });

  it("are a member's", () =>
    given()
      .when(settle({ isMuted: true }, { of: talkOf(1), by: cem }))
      .thenRefused("not_found"));

  it("of whoever comes back begin anew", () => {
    const again = talk(sent("one", { by: bob }), removed(ada, { by: bob }), added(ada, { by: bob }));
    const before = settled({ isMuted: true, notify: "none", isArchived: true, upTo: 1 });
    expect(standingOf(stateAfter(inboxes, [before]), again, ada)).toEqual({
      isMuted: false,
      notify: "all",
      isArchived: false,
      unreadFrom: null,
    });
    given(before)
      .when(settle({ isMuted: false }, { of: again }))
      .thenNothing();
    given(before)
      .when(settle({ isMuted: true }, { of: again }))
      .thenHappened(settled({ isMuted: true, notify: "all", isArchived: false, upTo: 3 }));
  });
});

describe("an archived conversation", () => {
  const archived = settled({ isArchived: true, upTo: 1 });

  it("comes back with a message, and can be archived again", () => {
    given(archived)
      .when(settle({ isArchived: false }, { of: talkOf(2) }))
      .thenNothing();
    given(archived)
      .when(settle({ isArchived: true }, { of: talkOf(2) }))
      .thenHappened(settled({ isArchived: true, upTo: 2 }));
  });

  it("does not come back with what is no message, nor with one that an import says was read", () => {
    const named = talk(sent("one", { by: bob }), renamed({ by: bob, name: "Lunch" }));
    given(archived)
      .when(settle({ isArchived: true }, { of: named }))
      .thenNothing();
    const old: ConversationEvent = { type: "MessageSent", data: { sequence: 2, senderId: bob, content: "old" } };
    const originalAt = "2020-01-01T00:00:00.000Z";
    const imported = decider.evolve(talkOf(1), {
      ...recorded(old, 2),
      imported: { originalAt, countsAsUnread: false },
    });
    given(archived)
      .when(settle({ isArchived: true }, { of: imported }))
      .thenNothing();
  });

  it("that is muted stays, and is not brought back by being muted no longer", () => {
    const muted = settled({ isArchived: true, isMuted: true, upTo: 1 });
    given(muted)
      .when(settle({ isArchived: true }, { of: talkOf(5) }))
      .thenNothing();
    given(muted)
      .when(settle({ isMuted: false }, { of: talkOf(5) }))
      .thenHappened(settled({ isMuted: false, isArchived: true, upTo: 5 }));
  });

  it("that came back does not go by being muted", () =>
    given(archived)
      .when(settle({ isMuted: true }, { of: talkOf(2) }))
      .thenHappened(settled({ isMuted: true, isArchived: false, upTo: 2 })));

  it("can be empty", () => {
    const empty = stateAfter(decider, [started({ by: ada, with: [bob] })]);
    given()
      .when(settle({ isArchived: true }, { of: empty }))
      .thenHappened(settled({ isArchived: true, upTo: 0 }));
    given(settled({ isArchived: true, upTo: 0 }))
      .when(settle({ isArchived: true }, { of: empty }))
      .thenNothing();
  });
});
