import pg from "pg";
import { KeysInMemory } from "../src/event-store/codec/keys-in-memory.ts";
import type { EventStore, NewEvent } from "../src/event-store/port.ts";
import { PostgresEventStore } from "../src/event-store/postgres/postgres-event-store.ts";
import { openProofs } from "../src/proof/open-proofs.ts";
import type { Proofs } from "../src/proof/proofs.ts";
import { mustAgree, type Benchmark } from "./support/benchmark.ts";
import { messageEvent } from "./support/message-event.ts";
import { BenchPostgres, query } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";

/** Smaller for a look in between. */
const total = Number(process.env["PROOF_EVENTS"] ?? 1_000_000);
const conversationCount = total / 100;
const chunk = 20;
const proofsOfEach = 500;

/** Building the proof of a log from its start, and single proofs of it. */
export const proof: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  const url = await postgres.newLog("proof");
  const store = await PostgresEventStore.open({ url });
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  try {
    await fillLog(store);
    await query(url, "vacuum (analyze) log.events");
    const proofs = await openProofs({ pool, store, keys: new KeysInMemory() });
    const start = performance.now();
    const { size } = await proofs.builder.advance({ demand: "now" });
    const seconds = (performance.now() - start) / 1_000;
    mustAgree("Events that were proved", { counted: total, found: size });
    return [
      {
        id: "PROOF-build",
        what: `build tree and map of ${total.toLocaleString("en")} events in ${conversationCount.toLocaleString("en")} conversations`,
        unit: "events/s",
        ours: total / seconds,
        baseline: null,
        goal: { of: "ours", is: "at least", value: 20_000 },
      },
      ...(await singleProofs(proofs)),
    ];
  } finally {
    await pool.end();
    await store.close();
  }
};

async function fillLog(store: EventStore): Promise<void> {
  for (let round = 0; round < total / conversationCount / chunk; round += 1) {
    const expected = round === 0 ? "none" : round * chunk - 1;
    for (let first = 0; first < conversationCount; first += 200)
      await Promise.all(
        Array.from({ length: Math.min(200, conversationCount - first) }, (_, n) =>
          store.append(`conversation-${first + n}`, messages(round * chunk), expected),
        ),
      );
  }
}

const messages = (from: number): NewEvent[] => Array.from({ length: chunk }, (_, n) => messageEvent(from + n));

async function singleProofs(proofs: Proofs): Promise<Row[]> {
  const checkpoint = await proofs.checkpointNow();
  const { size } = checkpoint;
  return [
    await timed("PROOF-inclusion", "prove an event", () => proofs.inclusionOf([anyBelow(size)], size)),
    await timed("PROOF-consistency", "prove that the log began as an earlier one", () =>
      proofs.consistency(1 + anyBelow(size - 1), size),
    ),
    await timed("PROOF-conversation", "prove a conversation complete", () =>
      proofs.conversationsAt([String(anyBelow(conversationCount))], checkpoint),
    ),
  ];
}

const anyBelow = (end: number): number => Math.floor(Math.random() * end);

async function timed(id: string, what: string, prove: () => Promise<readonly unknown[]>): Promise<Row> {
  await prove();
  const start = performance.now();
  for (let n = 0; n < proofsOfEach; n += 1) await prove();
  const ours = (performance.now() - start) / proofsOfEach;
  return {
    id,
    what: `${what}, of ${total.toLocaleString("en")}`,
    unit: "ms",
    ours,
    baseline: null,
    goal: { of: "ours", is: "at most", value: 5 },
  };
}
