import { describe, it } from "vitest";
import { conversationId, lineId } from "../ids.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationEvent } from "./events.ts";
import { sendMessage, type SendContext, type SendMessage } from "./send.ts";
import { ada, added, bob, cem, given, here, line, renamed, removed, send, sent, started } from "./spec-language.ts";

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

describe("what a message says", () => {
  const group = started({ by: ada, with: [bob] });
  const hello = { sequence: 1, senderId: ada, content: "hello" };

  it("may be html, data and mentions, each once", () =>
    given(group)
      .when(
        say({
          content: "hello",
          html: "<p>hello</p>",
          data: "{}",
          messageType: "incident_data",
          mentions: [bob, bob],
          mentionsAll: true,
        }),
      )
      .thenHappened({
        type: "MessageSent",
        data: {
          ...hello,
          html: "<p>hello</p>",
          mentions: [bob],
          mentionsAll: true,
          messageType: "incident_data",
          data: "{}",
        },
      }));

  it("may be nothing where there is data", () => {
    given(group)
      .when(say({ content: "", data: "{}" }))
      .thenHappened({ type: "MessageSent", data: { ...hello, content: "", data: "{}" } });
    given(group)
      .when(say({ content: "", html: "<p></p>" }))
      .thenRefused("validation_failed", "empty");
  });

  it("may be as long as html may be", () => {
    const long = "x".repeat(64 * 1024);
    given(group)
      .when(say({ content: long, html: long }))
      .thenHappened({ type: "MessageSent", data: { ...hello, content: long, html: long } });
    given(group)
      .when(say({ content: long, html: `${long}x` }))
      .thenRefused("validation_failed", "64 KB");
  });

  it("mentions only who may read it", () => {
    given(group)
      .when(say({ content: "@cem", mentions: [bob, cem] }))
      .thenRefused("validation_failed", "id cem");
    const room = started({ by: ada, kind: "room", visibility: "public" });
    given(room)
      .when(say({ content: "@cem", mentions: [cem] }))
      .thenHappened({ type: "MessageSent", data: { ...hello, content: "@cem", mentions: [cem] } });
    given(room)
      .when(say({ content: "@cem", mentions: [cem] }, { unregistered: [cem] }))
      .thenRefused("validation_failed", "id cem");
    given(room)
      .when(say({ content: "@all", mentions: Array.from({ length: 101 }, () => ada) }))
      .thenRefused("validation_failed", "100");
  });
});

describe("who is kept from sending", () => {
  it("is whoever a moderator muted, until then", () => {
    const muted: ConversationEvent = {
      type: "MemberMuted",
      data: { userId: bob, until: "2026-11-30T13:00:00.000Z", mutedBy: ada },
    };
    const past = [started({ by: ada, with: [bob] }), () => muted];
    const bobs = { actor: bob, content: "hello" };
    given(...past)
      .when(say(bobs, { at: "2026-11-30T12:59:59.999Z" }))
      .thenRefused("forbidden", "until 2026-11-30T13:00:00.000Z");
    given(...past)
      .when(say(bobs, { at: "2026-11-30T13:00:00.000Z" }))
      .thenHappened(sent("hello", { by: bob }));
  });

  it("is whoever the other one of a direct conversation blocked", () =>
    given(started({ by: ada, with: [bob], kind: "direct" }))
      .when(say({ content: "hello" }, { isBlocked: true }))
      .thenRefused("forbidden", "no messages"));

  it("is everybody where the incident is closed", () => {
    const room = started({ by: ada, kind: "room" });
    const closed: ConversationEvent = {
      type: "IncidentChanged",
      data: { sequence: 1, changedBy: ada, status: "closed" },
    };
    given(room, () => closed)
      .when(say({ content: "hello" }))
      .thenRefused("conflict", "closed");
  });

  it("cannot reply to what was deleted", () =>
    given(started({ by: ada }), sent("hello", { by: ada }))
      .when(say({ content: "hi", replyToId: line(1) }, { replyTo: { ...found, isDeleted: true } }))
      .thenRefused("gone"));
});

/** Ada's, unless said. */
function say(message: Partial<SendMessage>, context: Partial<SendContext> = {}) {
  return (conversation: Conversation) =>
    sendMessage({ actor: ada, conversationId: here, content: "", ...message }, conversation, {
      replyTo: null,
      ...context,
    });
}
