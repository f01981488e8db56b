import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isConversationId, userId } from "../domain/ids.ts";
import { KeysInMemory } from "../event-store/codec/keys-in-memory.ts";
import { conversationIds } from "./conversation-ids.ts";
import { ada, bob, cem } from "./spec-language.ts";

describe("the id of a direct conversation", () => {
  const keys = new KeysInMemory();
  const ids = conversationIds(keys);

  it("is one for both, whoever asks and wherever", async () => {
    const id = await ids.direct(ada, bob);
    expect(await ids.direct(bob, ada)).toBe(id);
    expect(await conversationIds(keys).direct(ada, bob)).toBe(id);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it("is another for other people, also where their ids could be cut elsewhere", async () => {
    const pairs = [
      [ada, bob],
      [ada, cem],
      [ada, ada],
      [userId("a"), userId("bc")],
      [userId("ab"), userId("c")],
    ] as const;
    const made = await Promise.all(pairs.map(([one, other]) => ids.direct(one, other)));
    expect(new Set(made).size).toBe(pairs.length);
  });

  it("tells nobody without the deployment's secret who writes to whom", async () => {
    const id = await ids.direct(ada, bob);
    expect(await conversationIds(new KeysInMemory()).direct(ada, bob)).not.toBe(id);
    expect(
      createHash("sha256")
        .update(JSON.stringify([ada, bob]))
        .digest("hex"),
    ).not.toContain(id);
  });
});

describe("the id of another conversation", () => {
  const ids = conversationIds(new KeysInMemory());

  it("is the same for each retry with a key, and another for another person or key", () => {
    expect(ids.keyed(ada, "k1")).toBe(ids.keyed(ada, "k1"));
    expect(new Set([ids.keyed(ada, "k1"), ids.keyed(bob, "k1"), ids.keyed(ada, "k2")]).size).toBe(3);
    expect(isConversationId(ids.keyed(ada, "a key, äé \0"))).toBe(true);
  });

  it("is a new one without a key", () => expect(ids.fresh()).not.toBe(ids.fresh()));
});
