import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import { Codec } from "../event-store/codec/codec.ts";
import { KeyRing } from "../event-store/keys/key-ring.ts";
import { KeyTable } from "../event-store/keys/key-table.ts";
import { masterKey } from "../event-store/keys/master-key.ts";
import { openEventStore } from "../event-store/open.ts";
import { eventTypes } from "../events/index.ts";
import { freeLeavings } from "../platform/free-leavings.ts";
import { keptAlive } from "../platform/postgres/silence.ts";
import { allProjections } from "./all.ts";
import type { PoolUse, Report, ThreadSettings } from "./thread-messages.ts";
import { ProjectionWorker } from "./worker.ts";

/**
 * Keeps the read models up to date in a thread of its own, until it is told to stop: opening and writing events then
 * takes no time from requests. Whatever it cannot wait out ends it, and whoever started it starts it again.
 */
async function project(settings: ThreadSettings, stopped: Promise<void>): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const connection = { connectionString: settings.databaseUrl };
  const pool = opened.adopt(openPool(settings), (each) => each.end());
  const keys = opened.adopt(new KeyRing(new KeyTable(pool, await masterKey(settings)), connection, report), (each) =>
    each.close(),
  );
  keys.open();
  const store = opened.adopt(await openEventStore(settings, report), (each) => each.close());
  const codec = new Codec(eventTypes, keys);
  const { holder, newVersions = "announce" } = settings;
  const worker = opened.adopt(
    new ProjectionWorker({ registry: allProjections, pool, connection, store, codec, holder, newVersions, report }),
    (each) => each.close(),
  );
  worker.start();
  freeLeavings();
  const telling = setInterval(() => tellUseOf(pool), tellEveryMs);
  await stopped;
  clearInterval(telling);
}

/**
 * Commits do not wait for the disk: rows and checkpoint are lost together or not at all, and made again from the log,
 * whose own commits do wait. A plan made while a table was small must not scan it when it is large. What is sent with a
 * commit goes with it in one round trip.
 */
function openPool({ databaseUrl, poolSize }: ThreadSettings): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    ...keptAlive,
    application_name: "verbatim projections",
    options: "-c synchronous_commit=off -c enable_seqscan=off -c jit=off",
    pipeline: true,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", (error) => report(`An idle connection of the projections was lost: ${error.message}`));
  return pool;
}

const tellEveryMs = 2_000;

function tellUseOf({ totalCount, idleCount: idle, waitingCount: waiting }: pg.Pool): void {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage({ kind: "pool", inUse: totalCount - idle, idle, waiting } satisfies PoolUse);
}

function report(sentence: string): void {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage({ kind: "report", sentence } satisfies Report);
}

// Once the port is not listened to any more, nothing keeps the thread.
const stopped = new Promise<void>((resolve) => parentPort?.once("message", () => resolve()));
await project(workerData as ThreadSettings, stopped);
