import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversationId, isConversationId, isLineId, isUserId, lineId, locate, maxRevision, userId } from "./ids.ts";

const anyConversation = fc.oneof(
  fc.uuid().map(conversationId),
  fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/).map(conversationId),
);
const anyPlace = fc.record({ conversationId: anyConversation, revision: fc.nat({ max: maxRevision }) });

describe("a line's id", () => {
  it("locates its line", () =>
    fc.assert(
      fc.property(anyPlace, (place) => {
        expect(locate(lineId(place))).toEqual(place);
      }),
    ));

  it("goes into a URL and a stream name as it is", () =>
    fc.assert(
      fc.property(anyPlace, (place) => {
        const id = lineId(place);
        expect(encodeURIComponent(id)).toBe(id);
        expect(id.length).toBeLessThanOrEqual(76);
      }),
    ));

  it("has one spelling: whatever else is asked for is refused", () =>
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const place = locate(text);
        expect(place ? lineId(place) : text).toBe(text);
      }),
    ));

  it.each([
    "",
    "_",
    "c1",
    "c1_",
    "_1",
    "c1_01",
    "c1_A",
    "c1_-1",
    "c1_1.5",
    "c1_zzzzzzzzzzzzzz",
    "c1_zik0zk",
    "c 1_1",
    "../c1_1",
    "c1_1\n",
  ])("is not %j", (text) => {
    expect(locate(text)).toBeNull();
    expect(isLineId(text)).toBe(false);
  });
});

describe("ids of people and conversations", () => {
  it("are UUIDs or as harmless", () => {
    expect(isUserId("019383f2-7d3c-7cc1-a2b3-5a1d6f0c9e11")).toBe(true);
    expect(isConversationId("c1")).toBe(true);
  });

  it.each(["", "a b", "a/b", "a%20", "é", "a\0", "x".repeat(65), 7, null, undefined, {}])("are not %j", (value) => {
    expect(isUserId(value)).toBe(false);
    expect(isConversationId(value)).toBe(false);
  });

  it("are not made of anything else", () => {
    expect(() => userId("a b")).toThrow("user id");
    expect(() => conversationId("")).toThrow("conversation id");
  });
});
