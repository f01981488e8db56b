import { describe, expect, it } from "vitest";
import { ada, added, bob, cem, sent, started } from "../conversation/spec-language.ts";
import { stateAfter } from "../spec-language.ts";
import { messages } from "./decider.ts";
import { isOneEmoji, usualReactions } from "./emoji.ts";
import { reactionsOf } from "./line-now.ts";
import { deletedBy, given, originIn, reacted, reactWith, takeBack, tookBack } from "./spec-language.ts";

const room = started({ by: ada, with: [bob], kind: "room", visibility: "public" });
const hello = originIn(room, sent("hello", { by: ada }), added(cem, { role: "viewer" }));
const many = Array.from({ length: 20 }, (_, n) => String.fromCodePoint(0x1f600 + n));

describe("reacting", () => {
  it("is each member's once, with each emoji", () => {
    given()
      .when(reactWith("👍", { by: bob, in: hello }))
      .thenHappened(reacted("👍", { by: bob }));
    given(reacted("👍", { by: bob }))
      .when(reactWith("👍", { by: bob, in: hello }))
      .thenNothing();
    given(reacted("👍", { by: bob }))
      .when(reactWith("✅", { by: bob, in: hello }))
      .thenHappened(reacted("✅", { by: bob }));
  });

  it("is with one of the emojis that are allowed, or with any single one", () => {
    given()
      .when(reactWith("🦑", { by: bob, in: hello }))
      .thenRefused("validation_failed");
    given()
      .when(reactWith("🦑", { by: bob, in: hello, allowed: "any" }))
      .thenHappened(reacted("🦑", { by: bob }));
    given()
      .when(reactWith("no", { by: bob, in: hello, allowed: "any" }))
      .thenRefused("validation_failed");
  });

  it("takes at most twenty different ones", () => {
    const full = many.map((emoji) => reacted(emoji, { by: ada }));
    given(...full)
      .when(reactWith("🦑", { by: bob, in: hello, allowed: "any" }))
      .thenRefused("conflict", "20");
    given(...full)
      .when(reactWith(many[0] ?? "", { by: bob, in: hello, allowed: "any" }))
      .thenHappened(reacted(many[0] ?? "", { by: bob }));
  });

  it("is for members who write, to what is still there", () => {
    given()
      .when(reactWith("👍", { by: cem, in: hello }))
      .thenRefused("forbidden");
    given(deletedBy(ada))
      .when(reactWith("👍", { by: bob, in: hello }))
      .thenRefused("gone");
  });

  it("is taken back one by one, or all of one's own at once", () => {
    const three = [reacted("👍", { by: bob }), reacted("✅", { by: bob }), reacted("👍", { by: ada })];
    given(...three)
      .when(takeBack({ by: bob, in: hello, emoji: "👍" }))
      .thenHappened(tookBack("👍", { by: bob }));
    given(...three)
      .when(takeBack({ by: bob, in: hello }))
      .thenHappened(tookBack("👍", { by: bob }), tookBack("✅", { by: bob }));
    given(...three)
      .when(takeBack({ by: ada, in: hello, emoji: "✅" }))
      .thenNothing();
  });

  it("adds up in the order of the first of each emoji that is left", () => {
    const past = [
      reacted("👍", { by: ada }),
      reacted("✅", { by: ada }),
      reacted("👍", { by: bob }),
      tookBack("👍", { by: ada }),
    ];
    expect(reactionsOf(stateAfter(messages, past), bob)).toEqual([
      { emoji: "✅", count: 1, userIds: [ada], isMine: false },
      { emoji: "👍", count: 1, userIds: [bob], isMine: true },
    ]);
  });
});

describe("a single emoji", () => {
  it.each([...usualReactions, "👩‍👩‍👧‍👦", "👍🏽", "🇵🇱", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])("may be %s", (emoji) => {
    expect(isOneEmoji(emoji)).toBe(true);
  });

  it.each(["", "a", "👍👍", "👍 ", "1", "©️x", "👍🏽🏽", "👍".repeat(100)])("is not %j", (text) => {
    expect(isOneEmoji(text)).toBe(false);
  });
});
