import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../port.ts";
import { Codec } from "./codec.ts";
import type { Destroyed, EventType, KeyName, Keys, SealingKey } from "./event-type.ts";
import { KeysInMemory } from "./keys-in-memory.ts";

const said: EventType = {
  type: "Said",
  version: 1,
  schema: { parse: (data) => data as { words: string } },
  personal: { words: () => ["person:ada"] },
};
const erased: EventType = {
  type: "Erased",
  version: 1,
  schema: { parse: (data) => data as Record<string, never> },
  forgets: () => ({ owner: "person:ada", isMeant: () => true }),
};

/** Keys as a process keeps them that has not heard of the destruction yet. */
class Stale implements Keys {
  readonly #keys = new KeysInMemory();
  readonly #forgotten = new Set<KeyName>();

  forSealing(names: readonly KeyName[]): Promise<ReadonlyMap<KeyName, SealingKey>> {
    return this.#keys.forSealing(names);
  }

  async forOpening(): Promise<ReadonlyMap<string, SealingKey>> {
    if (this.#forgotten.has("person:ada")) this.#keys.destroy("person:ada");
    return this.#keys.forOpening();
  }

  forget({ owner }: Destroyed): void {
    if (owner === "person:ada") this.#forgotten.add(owner);
  }
}

describe("an event that says that a key was destroyed", () => {
  it("is heard before anything of its page, or after it, is opened", async () => {
    const codec = new Codec([said, erased], new Stale());
    const draft = (type: string, data: object) => ({ id: randomUUID(), type, data: { ...data }, metadata: {} });
    const encoded = await codec.encode("talk", [draft("Said", { words: "hello" }), draft("Erased", {})]);
    const events = encoded.map((event, revision) => recorded({ ...event, revision }));
    const [first] = events;
    if (!first) throw new Error("Nothing was encoded.");
    expect((await codec.decode([first])).map(({ data }) => data)).toEqual([{ words: "hello" }]);
    expect((await codec.decode(events)).map(({ data }) => data)).toEqual([{ words: null }, {}]);
    expect((await codec.decode([first])).map(({ data }) => data)).toEqual([{ words: null }]);
  });
});

function recorded(event: Omit<RecordedEvent, "kind" | "stream" | "position">): RecordedEvent {
  return { kind: "event", stream: "talk", position: BigInt(event.revision + 1), ...event };
}
