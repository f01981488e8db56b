import { describe, expect, it } from "vitest";
import { lineOf, type Line } from "../conversation/line.ts";
import { ada, bob, here, sent, started } from "../conversation/spec-language.ts";
import { recorded, stateAfter } from "../spec-language.ts";
import { messages } from "./decider.ts";
import { forwardingOf } from "./forward.ts";
import { lineNow } from "./line-now.ts";
import { deletedBy, edited, originIn, previewed, previewGone, reacted } from "./spec-language.ts";
import type { MessageSent } from "../conversation/events.ts";

function said(more: Partial<MessageSent> = {}): Line {
  const data = { sequence: 1, senderId: ada, content: "hello", ...more };
  return lineOf(here, { ...recorded({ type: "MessageSent" as const, data }, 1), position: 7n });
}

const after = (line: Line, past: readonly ReturnType<typeof edited>[]): Line =>
  lineNow(line, stateAfter(messages, past));

describe("a message as it is now", () => {
  it("says what it was edited to, and keeps its data", () => {
    const line = after(said({ html: "<p>hello</p>", mentions: [bob], data: "{}" }), [edited("hi")]);
    expect(line.event.data).toEqual({ sequence: 1, senderId: ada, content: "hi", data: "{}" });
    expect(line.since.edited).toEqual({ at: "2026-11-30T12:00:00.000Z", position: null });
  });

  it("says nothing once it was deleted, whatever it said before", () => {
    const line = after(said({ html: "<p>x</p>", data: "{}", mentions: [bob], messageType: "incident_data" }), [
      edited("hi"),
      reacted("👍", { by: bob }),
      previewed("https://acme.com/"),
      deletedBy(bob),
    ]);
    expect(line.event.data).toEqual({ sequence: 1, senderId: ada, content: null, messageType: "incident_data" });
    expect(line.since).toEqual({
      edited: null,
      deleted: { by: bob, at: "2026-11-30T12:00:03.000Z" },
      reactions: [],
      isPinned: false,
      linkPreview: null,
    });
  });
});

describe("a message's preview now", () => {
  const image = "https://acme.com/x.png";

  it("is what was attached last", () => {
    const line = after(said(), [previewed("https://acme.com/", { title: "Soup", image })]);
    const shown = { url: "https://acme.com/", title: "Soup", description: null, image, position: null };
    expect(line.since.linkPreview).toEqual(shown);
  });

  it("is none once it is removed, or its author was erased", () => {
    expect(after(said(), [previewed("https://acme.com/"), previewGone(ada, "unwanted")]).since.linkPreview).toBeNull();
    const erased = { url: null, title: null, image: null };
    expect(after(said(), [previewed("", erased)]).since.linkPreview).toBeNull();
  });
});

describe("what is forwarded", () => {
  const { conversation } = originIn(started({ by: ada }), sent("hello", { by: ada }));

  it("is what it says now, with its author and time, mentioning nobody", () => {
    const line = after(said({ mentions: [ada], data: "{}" }), [edited("hi", { mentionsAll: true })]);
    const forwarded = { messageId: "here_1", authorId: ada, saidAt: line.createdAt };
    expect(forwardingOf(ada, line, conversation)).toEqual({
      kind: "forwarding",
      forwarding: { content: "hi", data: "{}", forwarded },
    });
  });

  it("stays its first author's, however often it is sent on", () => {
    const forwarded = { messageId: said().event.type as never, authorId: bob, saidAt: "2026-11-01T00:00:00.000Z" };
    const decision = forwardingOf(ada, said({ forwarded }), conversation);
    expect(decision).toMatchObject({ forwarding: { forwarded } });
  });

  it("may be read by who forwards it, and was neither deleted nor erased", () => {
    expect(forwardingOf(bob, said(), conversation)).toMatchObject({ refusal: { code: "not_found" } });
    expect(forwardingOf(ada, after(said(), [deletedBy(ada)]), conversation)).toMatchObject({
      refusal: { code: "gone" },
    });
    expect(forwardingOf(ada, said({ content: null }), conversation)).toMatchObject({ refusal: { code: "gone" } });
  });
});
