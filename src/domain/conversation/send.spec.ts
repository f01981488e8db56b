import { describe, it } from "vitest";
import { conversationId, lineId } from "../ids.ts";
import { ada, added, bob, cem, given, line, renamed, removed, send, sent, started } from "./spec-language.ts";

const found = { sequence: 1, type: "MessageSent" } as const;

describe("sending a message", () => {
  it("takes the next place in the history", () => {
    given(started({ by: ada, with: [bob] }))
      .when(send("hello", { by: bob }))
      .thenHappened({ type: "MessageSent", data: { sequence: 1, senderId: bob, content: "hello" } });
    given(
      started({ by: ada, with: [bob] }),
      sent("hello", { by: bob }),
      renamed({ by: ada, name: "Lunch" }),
      added(cem),
    )
      .when(send("hi", { by: cem }))
      .thenHappened({ type: "MessageSent", data: { sequence: 4, senderId: cem, content: "hi" } });
  });

  it("keeps the words as they were typed", () =>
    given(started({ by: ada }))
      .when(send("  two\n lines \u202E", { by: ada }))
      .thenHappened(sent("  two\n lines \u202E", { by: ada })));

  it("works in direct conversations and in one's own notes", () => {
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(send("psst", { by: bob }))
      .thenHappened(sent("psst", { by: bob }));
    given(started({ by: ada, kind: "direct" }))
      .when(send("buy milk", { by: ada }))
      .thenHappened(sent("buy milk", { by: ada }));
  });

  it("refuses what is no text", () => {
    for (const text of ["", "  \n ", "a\0b", "half \uD83D", "訊".repeat(3414)])
      given(started({ by: ada }))
        .when(send(text, { by: ada }))
        .thenRefused("validation_failed");
  });

  it("is not for viewers", () =>
    given(started({ by: ada }), added(bob, { role: "viewer" }))
      .when(send("hello", { by: bob }))
      .thenRefused("forbidden", "Viewers"));

  it("in a public room is for those who joined", () =>
    given(started({ by: ada, kind: "room", visibility: "public" }))
      .when(send("hello", { by: bob }))
      .thenRefused("forbidden", "Join"));

  it("is not for strangers, who learn nothing", () => {
    given(started({ by: ada }))
      .when(send("", { by: cem }))
      .thenRefused("not_found");
    given(started({ by: ada, with: [bob] }), removed(bob, { by: ada }))
      .when(send("hello", { by: bob }))
      .thenRefused("not_found");
    given()
      .when(send("hello", { by: ada }))
      .thenRefused("not_found");
  });
});

describe("replying", () => {
  const past = [started({ by: ada, with: [bob] }), sent("hello", { by: ada })];

  it("names the line replied to", () =>
    given(...past)
      .when(send("hi", { by: bob, replyTo: line(1), found }))
      .thenHappened({ type: "MessageSent", data: { sequence: 2, senderId: bob, content: "hi", replyToId: line(1) } }));

  it("needs a line there", () =>
    given(...past)
      .when(send("hi", { by: bob, replyTo: line(0), found: null }))
      .thenRefused("validation_failed", "replied to"));

  it("stays within the conversation", () =>
    given(...past)
      .when(send("hi", { by: bob, replyTo: lineId({ conversationId: conversationId("there"), revision: 1 }), found }))
      .thenRefused("validation_failed", "replied to"));
});
