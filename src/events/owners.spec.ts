import { describe, expect, it } from "vitest";
import { author, conversation, conversationInMonth, subject } from "./owners.ts";

const sent = { stream: "conversation-c1", data: { senderId: "ada" }, metadata: { at: "2026-11-30T23:59:59.999Z" } };
const edited = { stream: "message-m1", data: { editorId: "ada", conversationId: "c1" }, metadata: sent.metadata };

describe("the owners of personal fields", () => {
  it("give words to their author within the conversation's month", () => {
    expect(author("senderId")(sent)).toEqual(["person:ada", "month:c1:2026-11"]);
    expect(author("editorId")(edited)).toEqual(["person:ada", "month:c1:2026-11"]);
  });

  it("give a profile to its subject, whatever the month", () => {
    expect(subject("userId")({ stream: "user-ada", data: { userId: "ada" }, metadata: {} })).toEqual(["person:ada"]);
  });

  it("give a conversation's name to itself, and reasons to it within the month", () => {
    expect(conversation(sent)).toEqual(["conversation:c1"]);
    expect(conversationInMonth(sent)).toEqual(["conversation:c1", "month:c1:2026-11"]);
  });

  it("refuse an event that does not say whose or when", () => {
    expect(() => author("senderId")({ ...sent, data: {} })).toThrow("senderId");
    expect(() => author("senderId")({ ...sent, metadata: {} })).toThrow("at");
    expect(() => conversation({ ...edited, data: {} })).toThrow("conversationId");
  });
});
