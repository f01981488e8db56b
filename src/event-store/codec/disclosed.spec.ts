import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { JsonObject, RecordedEvent } from "../port.ts";
import { Codec, sealedOf } from "./codec.ts";
import { disclosedOf } from "./disclosed.ts";
import type { EventType } from "./event-type.ts";
import { KeysInMemory } from "./keys-in-memory.ts";

const anything = { parse: (data: unknown) => data as JsonObject };
const said: EventType = {
  type: "Said",
  version: 1,
  schema: anything,
  personal: { text: ({ data }) => [`person:${data["by"] as string}`] },
};

describe("disclosed words", () => {
  it("fit the commitments beside the sealed ones", async () => {
    const { keys, log } = await saidBy("ada", "bob");
    const disclosed = await disclosedOf(log, keys);
    expect(disclosed.map(({ text }) => text?.text)).toEqual(['"words of ada"', '"words of bob"']);
    for (const [at, event] of log.entries()) {
      const field = disclosed[at]?.["text"];
      const hash = createHash("sha256")
        .update(field?.salt ?? "")
        .update(field?.text ?? "");
      expect(hash.digest("base64")).toBe(sealedOf(event.data)[0]?.[1].commitment);
    }
  });

  it("are not those of whoever was erased", async () => {
    const { keys, log } = await saidBy("ada", "bob");
    keys.destroy("person:ada");
    const disclosed = await disclosedOf(log, keys);
    expect(disclosed.map((fields) => Object.keys(fields))).toEqual([[], ["text"]]);
  });

  it("open in no other event", async () => {
    const { keys, log } = await saidBy("ada");
    const moved = log.map((event) => ({ ...event, id: randomUUID() }));
    await expect(disclosedOf(moved, keys)).rejects.toThrow("moved here");
  });
});

async function saidBy(...people: string[]): Promise<{ keys: KeysInMemory; log: RecordedEvent[] }> {
  const keys = new KeysInMemory();
  const events = people.map((by) => ({
    id: randomUUID(),
    type: "Said",
    data: { by, text: `words of ${by}` },
    metadata: {},
  }));
  const stored = await new Codec([said], keys).encode("conversation-c1", events);
  const log = stored.map((event, revision) => {
    return { ...event, kind: "event" as const, stream: "conversation-c1", revision, position: BigInt(revision + 1) };
  });
  return { keys, log };
}
