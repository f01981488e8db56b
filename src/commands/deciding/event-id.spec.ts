import { describe, expect, it } from "vitest";
import { keyedEventId, newEventId } from "./event-id.ts";

const place = { actor: "ada", stream: "conversation-c1", key: "k", index: 0 };

describe("an event's id", () => {
  it("made of a key is the same for each retry, on any release", () => {
    expect(keyedEventId({ ...place, index: 1 })).toBe("9e56e6de-b142-55ec-82a0-12bab342016b");
    // Halves of characters, which a client may send.
    expect(keyedEventId({ ...place, key: "ü\uD800", index: 1 })).toBe("ea3da5b5-3ce9-5eec-984f-204d0566a442");
  });

  it("made of a key is another for each actor, stream, key and place in the command", () => {
    const places = [
      place,
      { ...place, actor: "bob" },
      { ...place, stream: "conversation-c2" },
      { ...place, key: "k2" },
      { ...place, index: 1 },
      { ...place, actor: 'ada","conversation-c1', stream: "" },
    ];
    expect(new Set(places.map(keyedEventId)).size).toBe(places.length);
  });

  it("made of nothing begins with the time", () => {
    const [one, other] = [newEventId(), newEventId()];
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(one < other).toBe(true);
  });
});
