import { describe, it } from "vitest";
import { ada, added, bob, cem, joined, removed, renamed, sent, started } from "../conversation/spec-language.ts";
import { deletedBy, edit, edited, given, originIn } from "./spec-language.ts";

const group = started({ by: ada, with: [bob] });
const direct = started({ by: ada, with: [bob], kind: "direct" });
const hello = originIn(group, sent("hello", { by: ada }));

describe("editing a message", () => {
  it("puts other words in its place", () => {
    given()
      .when(edit("hi", { by: ada, in: hello }))
      .thenHappened(edited("hi"));
    given()
      .when(edit({ content: "hi", html: "<p>hi</p>", mentions: [bob, bob] }, { by: ada, in: hello }))
      .thenHappened(edited("hi", { html: "<p>hi</p>", mentions: [bob] }));
  });

  it("is nothing where it says so already", () => {
    given()
      .when(edit("hello", { by: ada, in: hello }))
      .thenNothing();
    given(edited("hi"))
      .when(edit("hi", { by: ada, in: hello }))
      .thenNothing();
    given(edited("hi"))
      .when(edit("hello", { by: ada, in: hello }))
      .thenHappened(edited("hello"));
  });

  it("is for who wrote it", () => {
    given()
      .when(edit("hi", { by: bob, in: hello }))
      .thenRefused("forbidden", "your own");
    given()
      .when(edit("hi", { by: cem, in: hello }))
      .thenRefused("not_found");
  });

  it("ends with its window, which goes by the kind of conversation", () => {
    const late = { by: ada, in: hello, at: "2026-11-30T13:00:00.001Z" };
    given().when(edit("hi", late)).thenRefused("edit_window_closed", "3600 seconds");
    given()
      .when(edit("hi", { ...late, at: "2026-11-30T13:00:00.000Z" }))
      .thenHappened(edited("hi"));
    given()
      .when(edit("hi", { ...late, windows: { direct: 1, group: 0, room: 1, incident: 1 } }))
      .thenHappened(edited("hi"));
  });

  it("is not possible once it was deleted", () =>
    given(deletedBy(ada))
      .when(edit("hi", { by: ada, in: hello }))
      .thenRefused("gone"));

  it("is not for those who may not write any more", () => {
    const wasRemoved = originIn(
      started({ by: bob, with: [ada], kind: "room", visibility: "public" }),
      sent("hello", { by: ada }),
      removed(ada, { by: bob }),
    );
    given()
      .when(edit("hi", { by: ada, in: wasRemoved }))
      .thenRefused("forbidden", "Join");
  });

  it("brings no words to whoever blocked its author", () =>
    given()
      .when(edit("hi", { by: ada, in: originIn(direct, sent("hello", { by: ada })), isBlocked: true }))
      .thenRefused("forbidden", "no messages from you"));

  it("is of messages, in words of one's own", () => {
    given()
      .when(edit("hi", { by: ada, in: originIn(group, renamed({ by: ada, name: "Lunch" })) }))
      .thenRefused("forbidden", "no message");
    given()
      .when(edit("hi", { by: ada, in: { ...hello, line: null } }))
      .thenRefused("not_found");
    const { line } = hello;
    const forwarded = { messageId: "x_1" as never, authorId: bob, saidAt: "2026-11-30T12:00:00.000Z" };
    const forwardedOne = line?.type === "MessageSent" ? { ...line, data: { ...line.data, forwarded } } : null;
    given()
      .when(edit("hi", { by: ada, in: { ...hello, line: forwardedOne } }))
      .thenRefused("forbidden", "forwarded");
  });

  it("needs words, and people who can read them", () => {
    given()
      .when(edit("  ", { by: ada, in: hello }))
      .thenRefused("validation_failed", "empty");
    given()
      .when(edit({ content: "hi", mentions: [cem] }, { by: ada, in: hello }))
      .thenRefused("validation_failed", "cem");
  });

  it("is refused in a line of before one's joining, where the history is shown from then on", () => {
    const guarded = originIn(
      started({ by: bob, kind: "room", visibility: "public" }),
      sent("hello", { by: bob }),
      joined(cem),
      added(ada, { by: bob }),
    );
    const conversation = { ...guarded.conversation, historyVisibility: "joined" as const };
    given()
      .when(edit("hi", { by: cem, in: { ...guarded, conversation } }))
      .thenRefused("not_found");
  });
});
