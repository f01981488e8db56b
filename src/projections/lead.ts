import type { Pool } from "pg";
import { Leader } from "./leader.ts";
import { Lease, type Candidate, type Tenure } from "./lease.ts";
import type { Log, Page, PageSource } from "./pages.ts";

export interface LeadOptions {
  readonly candidate: Candidate;
  readonly pool: Pool;
  readonly log: Log;
  readonly source: PageSource;
  readonly signal: AbortSignal;
  /** Told after each page that was written; its answer says whether that was all. */
  readonly onPage: (leader: Leader, page: Page) => "go on" | "done";
}

/**
 * Leads one projection from taking the lease until it is done, the signal, or an error. The lease is let go at a clean
 * end alone: after an error it is ours again, or anybody's, at the next taking.
 * @throws Stopped, LeaseLost, Outage
 */
export async function lead(tenure: Tenure, options: LeadOptions): Promise<void> {
  const { candidate, pool, log, source, signal } = options;
  const { build, times } = candidate;
  const lease = new Lease(pool, candidate, tenure.token);
  try {
    const leader = await Leader.start(build, tenure, { pool, store: log.store, idleMs: times.lostAfter });
    for (let next = "go on"; next === "go on" && !signal.aborted;) {
      const page = await source.next(leader.position);
      lease.assertHeld();
      if (!page) continue;
      await leader.take(page);
      next = options.onPage(leader, page);
    }
  } finally {
    await lease.stopRenewing();
    await source.close();
  }
  await lease.release();
}
