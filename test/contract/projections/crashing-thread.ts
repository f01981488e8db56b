import { workerData } from "node:worker_threads";
import { setTimeout as pause } from "node:timers/promises";
import type { ThreadSettings } from "../../../src/projections/thread-messages.ts";
import { query } from "../../support/database.ts";

const { databaseUrl } = workerData as ThreadSettings;

/** Throws outside of every promise, as soon as something was projected. */
async function crashSoon(): Promise<void> {
  for (;;) {
    const [moved] = await query(databaseUrl, "select from projections.builds where position > 0 limit 1");
    if (moved) break;
    await pause(20);
  }
  setTimeout(() => {
    throw new Error("A fault in the middle of its work");
  }, 0);
}

/** The projections' thread; its first life in a database ends early. */
await query(databaseUrl, "create table if not exists public.lives (life int generated always as identity)");
const [{ life } = { life: 0 }] = await query<{ life: number }>(
  databaseUrl,
  "insert into public.lives default values returning life",
);
if (life === 1) void crashSoon();
await import("../../../src/projections/thread.ts");
