import { beforeEach, describe, expect, it } from "vitest";
import { standingOf } from "./standing.ts";
import { change, state } from "./store.ts";
import { line, opened } from "./support.ts";

beforeEach(() => {
  state.value = opened([line(1)]);
});

describe("what of a conversation no message moves", () => {
  it("is the same object however many messages come and are read", () => {
    const standing = standingOf("c1");
    const before = standing.value;
    change({ kind: "sent", message: line(2) });
    change({ kind: "read-here", conversationId: "c1", sequence: 2 });
    expect(state.value.conversations.get("c1")?.last_sequence).toBe(2);
    expect(standing.value).toBe(before);
  });

  it("is another one once anything else has changed", () => {
    const standing = standingOf("c1");
    const known = state.value.conversations.get("c1");
    expect(standing.value?.my_role).toBe("member");
    if (known) change({ kind: "conversation", conversation: { ...known, my_role: "admin" } });
    expect(standing.value?.my_role).toBe("admin");
  });
});
