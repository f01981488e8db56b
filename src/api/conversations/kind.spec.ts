import { describe, expect, it } from "vitest";
import { userId } from "../../domain/ids.ts";
import type { Problem } from "../problem.ts";
import { kindOf, type Asked } from "./kind.ts";

const [ada, bob, cy] = [userId("ada"), userId("bob"), userId("cy")];

describe("a conversation that is asked for", () => {
  it.each<[string, Asked]>([
    ["direct", { member_ids: [bob] }],
    ["direct", { member_ids: [bob, ada, bob] }],
    ["direct", { member_ids: [] }],
    ["direct", { member_ids: [ada] }],
    ["direct", { member_ids: [bob], is_group: false }],
    ["group", { member_ids: [bob, cy] }],
    ["group", { member_ids: [bob], is_group: true }],
    ["group", { member_ids: [bob], name: "Plans" }],
    ["group", { member_ids: [], kind: "group" }],
    ["room", { member_ids: [], kind: "room" }],
    ["room", { member_ids: [], visibility: "public", name: "All" }],
    ["room", { member_ids: [bob], kind: "room", is_group: true }],
  ])("is %s by %j", (kind, asked) => {
    expect(kindOf(asked, ada)).toBe(kind);
  });

  it.each<[string, Asked]>([
    ["is_group", { member_ids: [bob], kind: "direct", is_group: true }],
    ["is_group", { member_ids: [bob, cy], kind: "group", is_group: false }],
    ["visibility", { member_ids: [bob], kind: "direct", visibility: "public" }],
    ["visibility", { member_ids: [bob], kind: "group", visibility: "public" }],
    ["name", { member_ids: [bob], kind: "direct", name: "Us" }],
    ["description", { member_ids: [bob], kind: "direct", description: "We" }],
  ])("can't contradict itself by %s: %j", (path, asked) => {
    expect(() => kindOf(asked, ada)).toThrow(
      expect.objectContaining({ code: "validation_failed", errors: [expect.objectContaining({ path })] }) as Problem,
    );
  });
});
