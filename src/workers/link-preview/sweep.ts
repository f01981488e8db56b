import type { Pool } from "pg";
import type { PeriodicWork } from "../jobs/periodically.ts";
import { sweepPages } from "./cache.ts";

/** What is known of pages stays bounded. */
export const sweepingPages = (pool: Pool): PeriodicWork => ({
  name: "sweep known pages",
  lane: "house",
  everyMs: 600_000,
  run: () => sweepPages(pool),
});
