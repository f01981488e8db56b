import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ReadAllOptions, RecordedEvent } from "../../../src/event-store/port.ts";
import { ConnectionLost } from "../../../src/platform/postgres/transaction.ts";
import { signedText, type Checkpoint } from "../../../src/proof/checkpoint.ts";
import { hashPair, hashOfNothing, sorts, type Hash } from "../../../src/proof/hash.ts";
import { leafOf } from "../../../src/proof/leaf.ts";
import { bitOf, mapKey, mapLeafHash, mapNodeHash, mapValue } from "../../../src/proof/map-trie.ts";
import { openProofs } from "../../../src/proof/open-proofs.ts";
import { LogRewritten, ProofBehind, type MapProof, type PublicKey } from "../../../src/proof/proofs.ts";
import { ProvedLog } from "./proved-log.ts";

/** RFC 9162, 2.1.1, over all that the log holds up to a size. */
async function naiveRoot(log: ProvedLog, size = Infinity): Promise<Hash> {
  const events = await Array.fromAsync(log.store.readAll({ after: 0n }));
  const rootOver = (leaves: readonly Hash[]): Hash => {
    if (leaves.length <= 1) return leaves[0] ?? hashOfNothing;
    const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
    return hashPair(sorts.node, rootOver(leaves.slice(0, split)), rootOver(leaves.slice(split)));
  };
  return rootOver(events.slice(0, size).map((event, index) => leafOf(index, event)));
}

function isSigned(checkpoint: Checkpoint, { bytes }: PublicKey): boolean {
  const header = Buffer.from("302a300506032b6570032100", "hex");
  const key = createPublicKey({ key: Buffer.concat([header, bytes]), format: "der", type: "spki" });
  return verify(null, Buffer.from(signedText(checkpoint)), key, checkpoint.signature);
}

/** The map's root that a proof leads to. */
function rootBy(id: string, proof: MapProof): Hash {
  const key = mapKey(id);
  const leaf = proof.kind === "present" ? { key, value: mapValue(id, proof.entry) } : proof.found;
  if (!leaf) return hashOfNothing;
  return proof.path.reduce(
    (hash, { bit, other }) => (bitOf(key, bit) === 0 ? mapNodeHash(bit, hash, other) : mapNodeHash(bit, other, hash)),
    mapLeafHash(leaf),
  );
}

describe("a checkpoint", () => {
  it("is of all that the log holds, and signed", async () => {
    const log = await ProvedLog.make();
    await log.happens("conversation-a", 700);
    await log.happens("conversation-b", 40);
    const proofs = await log.proofs();
    const checkpoint = await proofs.checkpointNow();
    expect(checkpoint).toMatchObject({ number: 1, size: 740, time: log.now.toISOString() });
    expect(checkpoint.treeRoot).toEqual(await naiveRoot(log));
    expect(isSigned(checkpoint, await proofs.publicKey())).toBe(true);
    expect(isSigned({ ...checkpoint, size: 741 }, await proofs.publicKey())).toBe(false);
    expect(await proofs.latest()).toEqual(checkpoint);
    expect(await proofs.ofSize(740)).toEqual(checkpoint);
    expect(await proofs.ofSize(739)).toBeNull();
  });

  it("is the same while nothing comes, and there is one of an empty log, too", async () => {
    const log = await ProvedLog.make();
    const proofs = await log.proofs();
    const empty = await proofs.checkpointNow();
    expect(empty).toMatchObject({ size: 0, treeRoot: hashOfNothing, mapRoot: hashOfNothing });
    expect(await proofs.checkpointNow()).toEqual(empty);
    await log.happens("team-a");
    expect(await proofs.checkpointNow()).toMatchObject({ number: 2, size: 1, mapRoot: hashOfNothing });
  });

  it("is due after a thousand events, or after a minute in which something came", async () => {
    const log = await ProvedLog.make();
    const proofs = await log.proofs();
    const due = async (): Promise<number | undefined> => {
      await proofs.builder.advance({ demand: "due" });
      return (await proofs.latest())?.size;
    };
    expect(await due()).toBeUndefined();
    await log.happens("conversation-a");
    expect(await due()).toBe(1);
    await log.happens("conversation-a", 999);
    expect(await due()).toBe(1);
    await log.happens("conversation-a");
    expect(await due()).toBe(1_001);
    await log.happens("conversation-a");
    expect(await due()).toBe(1_001);
    log.now = new Date(log.now.getTime() + 60_000);
    expect(await due()).toBe(1_002);
    log.now = new Date(log.now.getTime() + 60_000);
    await due();
    expect((await proofs.latest())?.number).toBe(3);
  });

  it("proves each event, that it came from an earlier one, and where events are", async () => {
    const log = await ProvedLog.make();
    const proofs = await log.proofs();
    await log.happens("conversation-a", 300);
    const first = await proofs.checkpointNow();
    await log.happens("conversation-b", 300);
    const second = await proofs.checkpointNow();
    const paths = await proofs.inclusionOf([0, 255, 299], 300);
    expect(paths.map((path) => path.length)).toEqual([9, 9, 5]);
    expect(await proofs.consistency(300, 600)).not.toEqual([]);
    expect(await proofs.consistency(300, 300)).toEqual([]);
    await expect(proofs.inclusionOf([600], 600)).rejects.toThrow(RangeError);
    await expect(proofs.inclusionOf([0], 601)).rejects.toThrow(RangeError);
    await expect(proofs.consistency(300, 601)).rejects.toThrow(RangeError);
    expect(second.treeRoot).toEqual(await naiveRoot(log));
    expect(first.treeRoot).toEqual(await naiveRoot(log, 300));
    expect(await proofs.indexesOf([1n, 256n, 257n, 600n, 601n])).toEqual([0, 255, 256, 599, null]);
  });
});

describe("building", () => {
  it("is done by one of several at a time, and nothing twice", async () => {
    const log = await ProvedLog.make();
    const all = await Promise.all([log.proofs(), log.proofs(), log.proofs()]);
    const writing = (async () => {
      for (let n = 0; n < 10; n += 1) await log.happens(`conversation-${n % 3}`, 120);
    })();
    await Promise.all(all.flatMap((proofs) => [proofs.checkpointNow(), proofs.checkpointNow()]));
    await writing;
    const last = await all[0].checkpointNow();
    expect(last.size).toBe(1_200);
    expect(last.treeRoot).toEqual(await naiveRoot(log));
    for (const proofs of all) expect(await proofs.checkpointNow()).toEqual(last);
  });

  it("leaves nothing half done where its connection is cut in the middle of a batch", async () => {
    const log = await ProvedLog.make();
    await log.happens("conversation-a", 6_000);
    let reads = 0;
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()`;
    async function* cuttingTheSecond(options: ReadAllOptions): AsyncGenerator<RecordedEvent> {
      reads += 1;
      if (reads === 2) await log.query(cut);
      yield* log.store.readAll(options);
    }
    const store = new Proxy(log.store, {
      get: (target, name) => {
        if (name === "readAll") return cuttingTheSecond;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    const cutting = await openProofs({ pool: log.pool, store, keys: log.keys, clock: () => log.now });
    await expect(cutting.builder.advance({ demand: "now" })).rejects.toThrow(ConnectionLost);
    expect(await log.query("select size::int from proof.builder")).toEqual([{ size: 5_000 }]);
    expect(await cutting.latest()).toBeNull();
    await cutting.builder.advance({ demand: "now" });
    expect(await cutting.latest()).toMatchObject({ size: 6_000, treeRoot: await naiveRoot(log) });
  });

  it("is left to a server where too much is missing", async () => {
    const log = await ProvedLog.make();
    await log.happens("conversation-a", 6_000);
    const { builder } = await log.proofs();
    await expect(builder.advance({ demand: "now", mostEvents: 5_000 })).rejects.toThrow(ProofBehind);
    expect(await builder.advance({ demand: "now", mostEvents: 5_000 })).toMatchObject({ size: 6_000 });
  });

  it("begins anew where only the checkpoints are left, and comes by each of them", async () => {
    const log = await ProvedLog.make();
    const proofs = await log.proofs();
    await log.happens("conversation-a", 300);
    const first = await proofs.checkpointNow();
    await log.happens("conversation-b", 700);
    const second = await proofs.checkpointNow();
    await log.query(emptied);
    await expect(proofs.inclusionOf([0], 1_000)).rejects.toThrow(ProofBehind);
    await expect(proofs.conversationsAt(["a"], second)).rejects.toThrow(ProofBehind);
    await log.happens("conversation-a", 5);
    expect(await proofs.checkpointNow()).toMatchObject({ number: 3, size: 1_005, treeRoot: await naiveRoot(log) });
    for (const checkpoint of [first, second]) {
      const [proof] = await proofs.conversationsAt(["a"], checkpoint);
      expect(proof && rootBy("a", proof)).toEqual(checkpoint.mapRoot);
    }
  });

  it("finds a log of another epoch to hold the same events, wherever they are in it now", async () => {
    const log = await ProvedLog.make();
    const proofs = await log.proofs();
    await log.happens("conversation-a", 6_000);
    const before = await proofs.checkpointNow();
    await log.tamper("update log.events set position = position + 100000");
    await log.store.renewEpoch();
    await log.happens("conversation-a");
    const after = await proofs.checkpointNow();
    expect(after).toMatchObject({ number: 2, size: 6_001, epoch: await log.store.epoch() });
    expect(after.epoch).not.toBe(before.epoch);
    expect(await proofs.indexesOf([100_001n, 106_001n, 1n])).toEqual([0, 6_000, null]);
    expect(after.treeRoot).toEqual(await naiveRoot(log));
  });
});

const emptied = `truncate proof.tiles, proof.positions, proof.conversations, proof.entries, proof.map_tiles;
  update proof.builder set epoch = null, position = 0, last_event_id = null, last_event_position = null, size = 0`;

describe("a log that is not what was proved", () => {
  const cases: Record<string, readonly [change: string, said: string]> = {
    "has a changed event": [
      `update log.events set data = '{"text":"other"}' where position = 11`,
      "Event 10 of the log (conversation-a, revision 10) is not the one that was proved.",
    ],
    "lacks one in the middle": [
      "delete from log.events where position = 11",
      "Event 10 of the log (conversation-a, revision 11) is not the one that was proved.",
    ],
    "lacks its last ones": [
      "delete from log.events where position > 20",
      "The log ends after 20 events; 30 were proved.",
    ],
  };
  for (const [what, [change, said]] of Object.entries(cases))
    it(`${what}: it is named when the log has another epoch, again and again`, async () => {
      const log = await ProvedLog.make();
      const proofs = await log.proofs();
      await log.happens("conversation-a", 30);
      await proofs.checkpointNow();
      await log.tamper(change);
      await log.store.renewEpoch();
      await expect(proofs.checkpointNow()).rejects.toThrow(new LogRewritten(said));
      await expect((await log.proofs()).checkpointNow()).rejects.toThrow(new LogRewritten(said));
    });

  it("is named where its last event is another one than was read, in the same epoch", async () => {
    const log = await ProvedLog.make();
    const proofs = await log.proofs();
    await log.happens("conversation-a", 30);
    await proofs.checkpointNow();
    await log.tamper("delete from log.events where position > 20");
    await log.happens("conversation-b", 15);
    await expect(proofs.checkpointNow()).rejects.toThrow(
      "Event 20 of the log (conversation-b, revision 0) is not the one that was proved.",
    );
  });

  it("is named where the tree is made again and does not come by the checkpoints", async () => {
    const log = await ProvedLog.make();
    const proofs = await log.proofs();
    await log.happens("conversation-a", 30);
    const { time } = await proofs.checkpointNow();
    await log.tamper(`update log.events set type = 'Sang' where position = 3`);
    await log.query(emptied);
    await expect(proofs.checkpointNow()).rejects.toThrow(
      `The log's first 30 events are not those of the checkpoint that was made of them at ${time}.`,
    );
  });
});
