import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { KeysInMemory } from "../../../src/event-store/codec/keys-in-memory.ts";
import { KurrentEventStore } from "../../../src/event-store/kurrent/kurrent-event-store.ts";
import { MemoryEventStore } from "../../../src/event-store/memory/memory-event-store.ts";
import type { EventStore, JsonObject } from "../../../src/event-store/port.ts";
import { openProofs } from "../../../src/proof/open-proofs.ts";
import { migratedDatabase } from "../../support/database.ts";
import { eventStoreDb } from "../../support/eventstoredb-under-test.ts";
import {
  consistencyProof,
  entriesOf,
  inclusionPath,
  leafHash,
  ReferenceMap,
  treeHash,
} from "../../support/proof/reference-log.ts";
import { ProvedLog } from "./proved-log.ts";

const conversations = ["a", "b", "c", "d", "e", "f", "g"];

interface Happening {
  readonly stream: string;
  readonly data: JsonObject;
}

/** Something in a conversation's stream, of one of its messages, in somebody's inbox of it, or elsewhere. */
const happening: fc.Arbitrary<Happening> = fc
  .tuple(fc.constantFrom(...conversations), fc.constantFrom("conversation", "message", "inbox", "user"), fc.jsonValue())
  .map(([id, kind, said]) => {
    const rest = { conversation: "", message: "_1", inbox: "-ada", user: "" }[kind];
    const value = JSON.parse(JSON.stringify(said)) as JsonObject[string];
    return { stream: `${kind}-${id}${rest}`, data: { said: value, ...(kind !== "user" && { conversationId: id }) } };
  });
const stretches = fc.array(fc.array(happening, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 5 });

async function append(store: EventStore, { stream, data }: Happening): Promise<void> {
  const [last] = await Array.fromAsync(store.readStream(stream, { direction: "backwards", limit: 1 }));
  const event = { id: randomUUID(), type: "Said", data, metadata: { at: "2026-05-04T12:00:00.000Z" } };
  await store.append(stream, [event], last?.revision ?? "none");
}

const otherServer = await eventStoreDb();

describe("what the server proves", () => {
  it("is what a plain reading of the format gives, of whatever happened, at every checkpoint", async () => {
    await fc.assert(
      fc.asyncProperty(stretches, async (history) => {
        const log = await ProvedLog.make();
        const proofs = await log.proofs();
        const checkpoints = [];
        for (const stretch of history) {
          for (const each of stretch) await append(log.store, each);
          checkpoints.push(await proofs.checkpointNow());
        }
        const events = await Array.fromAsync(log.store.readAll({ after: 0n }));
        const leaves = events.map((event, index) => leafHash(index, event));
        const size = events.length;
        for (const checkpoint of checkpoints) {
          const upTo = leaves.slice(0, checkpoint.size);
          expect(checkpoint.treeRoot).toEqual(treeHash(upTo));
          const map = new ReferenceMap(entriesOf(events.slice(0, checkpoint.size), upTo));
          expect(checkpoint.mapRoot).toEqual(map.root);
          const asked = [...conversations, "nobody"];
          expect(await proofs.conversationsAt(asked, checkpoint)).toEqual(asked.map((id) => map.proofOf(id)));
          expect(await proofs.consistency(checkpoint.size, size)).toEqual(consistencyProof(checkpoint.size, leaves));
        }
        const indexes = events.map((_, index) => index);
        expect(await proofs.inclusionOf(indexes, size)).toEqual(indexes.map((index) => inclusionPath(index, leaves)));
      }),
      { numRuns: 6 },
    );
  });

  it("is the same of a log that was copied to another store, wherever its events are there", async () => {
    const log = await ProvedLog.make();
    await log.happens("conversation-a", 30);
    await log.happens("message-a_1", 20, { conversationId: "a" });
    await log.happens("conversation-b", 30);
    const here = await (await log.proofs()).checkpointNow();
    const prefix = `proof-${randomUUID().slice(0, 8)}_`;
    const kurrent = await KurrentEventStore.open({ url: otherServer.url, prefix, report: () => undefined });
    for (const store of [kurrent, new MemoryEventStore()]) {
      onTestFinished(() => store.close());
      for await (const { stream, revision, id, type, data, metadata } of log.store.readAll({ after: 0n }))
        await store.append(stream, [{ id, type, data, metadata }], revision === 0 ? "none" : revision - 1);
      const pool = new pg.Pool({ connectionString: await migratedDatabase(), max: 2 });
      onTestFinished(() => pool.end());
      const proofs = await openProofs({ pool, store, keys: new KeysInMemory() });
      const there = await proofs.checkpointNow();
      expect(there).toMatchObject({ size: 80, treeRoot: here.treeRoot, mapRoot: here.mapRoot });
      expect(there.epoch).not.toBe(here.epoch);
      const positions = (await Array.fromAsync(store.readAll({ after: 0n }))).map(({ position }) => position);
      expect(await proofs.indexesOf(positions)).toEqual(positions.map((_, index) => index));
      expect(await proofs.checkpointNow()).toEqual(there);
    }
  });
});
