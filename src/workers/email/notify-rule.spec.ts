import { describe, expect, it } from "vitest";
import { isWorthMailing, type Waiting } from "./notify-rule.ts";

const waiting = (more: Partial<Waiting>): Waiting => ({
  kind: "group",
  after: "later",
  isMuted: false,
  notify: "all",
  choice: "at_once",
  isMentioned: false,
  ...more,
});

describe("somebody who has not read a conversation", () => {
  it.each<[string, Partial<Waiting>]>([
    ["of a direct conversation", { kind: "direct", after: "soon" }],
    ["of a mention in a group", { after: "soon", isMentioned: true }],
    ["of a mention where they want to hear of mentions only", { after: "soon", isMentioned: true, notify: "mentions" }],
    ["of a direct message in their digest", { kind: "direct", after: "soon", choice: "digest" }],
  ])("is mailed soon %s", (_, more) => expect(isWorthMailing(waiting(more))).toBe(true));

  it.each<[string, Partial<Waiting>]>([
    ["of a group", {}],
    ["of a room", { kind: "room", choice: "daily" }],
    ["of a mention that came meanwhile", { isMentioned: true, notify: "mentions" }],
  ])("is mailed later %s", (_, more) => expect(isWorthMailing(waiting(more))).toBe(true));

  it.each<[string, Partial<Waiting>]>([
    ["of a group without a mention, so soon", { after: "soon" }],
    ["of a direct conversation, which was told soon", { kind: "direct" }],
    ["of what they muted", { kind: "direct", after: "soon", isMuted: true }],
    ["of what they muted, mentioned or not", { isMuted: true, isMentioned: true }],
    ["where they want to hear of nothing", { notify: "none", isMentioned: true }],
    ["of what does not mention them, where they want mentions only", { notify: "mentions" }],
    ["who wants no mail", { choice: "off", isMentioned: true }],
  ])("is not mailed %s", (_, more) => expect(isWorthMailing(waiting(more))).toBe(false));
});
