import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import { KeyRing } from "../event-store/keys/key-ring.ts";
import { KeyTable } from "../event-store/keys/key-table.ts";
import { masterKey } from "../event-store/keys/master-key.ts";
import { openEventStore } from "../event-store/open.ts";
import { freeLeavings } from "../platform/free-leavings.ts";
import { keptAlive } from "../platform/postgres/silence.ts";
import { keepBuilding } from "./keep-building.ts";
import { openProofs } from "./open-proofs.ts";
import { publish } from "./publish.ts";
import type { ProofThreadSettings, Report } from "./thread-settings.ts";

/**
 * Proves the log in a thread of its own, until it is told to stop or has long had nothing to do: hashing takes no time
 * from requests. Whatever it cannot wait out ends it, and whoever started it starts it again.
 */
async function prove(settings: ProofThreadSettings, signal: AbortSignal): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(openPool(settings.databaseUrl), (each) => each.end());
  const connection = { connectionString: settings.databaseUrl };
  // It is never opened, so that it listens to nobody and remembers nothing: it is asked for one key, once.
  const keys = new KeyRing(new KeyTable(pool, await masterKey(settings)), connection, report);
  const store = opened.adopt(await openEventStore(settings, report), (each) => each.close());
  const { builder, signing } = await openProofs({ pool, store, keys });
  const { dataDir, restAfterMs } = settings;
  const publishing = { pool, dataDir, publicKey: signing.publicKey };
  freeLeavings();
  await keepBuilding({ builder, pool, store, publish: () => publish(publishing), signal, report, restAfterMs });
}

function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    ...keptAlive,
    application_name: "verbatim proof",
    options: "-c jit=off",
    max: 1,
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", (error) => report(`An idle connection of the proof was lost: ${error.message}`));
  return pool;
}

function report(sentence: string): void {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage({ sentence } satisfies Report);
}

const stopping = new AbortController();
parentPort?.once("message", () => stopping.abort());
await prove(workerData as ProofThreadSettings, stopping.signal);
parentPort?.close(); // a port that is listened to keeps its thread
