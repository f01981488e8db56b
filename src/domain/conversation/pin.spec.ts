import { describe, expect, it } from "vitest";
import { stateAfter } from "../spec-language.ts";
import { freePin } from "./pin.ts";
import {
  ada,
  added,
  bob,
  cem,
  decider,
  given,
  later,
  line,
  muted,
  pin,
  pinned,
  sent,
  started,
  unpin,
} from "./spec-language.ts";

const hello = line(1);
const past = [started({ by: ada, with: [bob] }), sent("hello", { by: ada })];

describe("pinning", () => {
  it("is a line of the history, by whoever writes", () =>
    given(...past)
      .when(pin(hello, { by: bob }))
      .thenHappened({ type: "MessagePinned", data: { sequence: 2, messageId: hello, pinnedBy: bob } }));

  it("happens once, however often it is asked for", () =>
    given(...past, pinned(hello))
      .when(pin(hello, { by: bob }))
      .thenNothing());

  it("is not for viewers, strangers and those who are muted", () => {
    given(...past, added(cem, { role: "viewer" }))
      .when(pin(hello, { by: cem }))
      .thenRefused("forbidden");
    given(...past)
      .when(pin(hello, { by: cem }))
      .thenRefused("not_found");
    given(...past, muted(bob, { until: later }))
      .when(pin(hello, { by: bob }))
      .thenRefused("forbidden", "muted");
  });

  it("is of messages that are there, not of lines or what was deleted", () => {
    const found = { sequence: 1, type: "MessageSent", isDeleted: true } as const;
    given(...past)
      .when(pin(hello, { by: ada, found }))
      .thenRefused("gone");
    given(...past)
      .when(pin(line(9), { by: ada, found: null }))
      .thenRefused("not_found");
    given(...past, added(cem))
      .when(pin(line(2), { by: ada, found: { sequence: 2, type: "MembersAdded", isDeleted: false } }))
      .thenRefused("validation_failed", "messages");
  });

  it("is not of what was said before one came, where that is not shown", () =>
    given(started({ by: ada, historyVisibility: "joined" }), sent("hello", { by: ada }), added(bob))
      .when(pin(hello, { by: bob }))
      .thenRefused("not_found"));

  it("has a bound", () => {
    const fifty = Array.from({ length: 50 }, (_, n) => pinned(line(100 + n)));
    given(...past, ...fifty)
      .when(pin(hello, { by: ada }))
      .thenRefused("conflict", "50 pins");
  });
});

describe("unpinning", () => {
  it("is for whoever writes, whoever pinned it", () => {
    given(...past, pinned(hello, { by: ada }))
      .when(unpin(hello, { by: bob }))
      .thenHappened({ type: "MessageUnpinned", data: { messageId: hello, unpinnedBy: bob } });
    given(...past)
      .when(unpin(hello, { by: bob }))
      .thenNothing();
    given(...past, pinned(hello), added(cem, { role: "viewer" }))
      .when(unpin(hello, { by: cem }))
      .thenRefused("forbidden");
  });

  it("follows a deletion, without asking for rights", () => {
    const state = stateAfter(decider, [...past, pinned(hello)]);
    const freed = { type: "MessageUnpinned", data: { messageId: hello, unpinnedBy: cem } };
    expect(freePin({ actor: cem, messageId: hello }, state)).toEqual({ kind: "happened", events: [freed] });
    expect(freePin({ actor: cem, messageId: line(2) }, state)).toEqual({ kind: "happened", events: [] });
  });
});
