import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { Wakeups } from "../event-store/wakeups.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { lead } from "./lead.ts";
import { Stopped, type Leader } from "./leader.ts";
import { LeaseLost, takeLease, type Candidate } from "./lease.ts";
import type { Log, PageSource } from "./pages.ts";
import { titleOf } from "./projection.ts";

const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** Somebody whose process has just died may seem to be there for a moment: the first looks follow each other closely. */
const firstLookMs = 100;

export interface RunnerOptions {
  readonly candidate: Candidate;
  readonly pool: Pool;
  readonly log: Log;
  readonly source: () => PageSource;
  /** Woken when somebody lets a lease go or lets a stopped projection go on; in any case it looks from time to time. */
  readonly wakeups: Wakeups;
  readonly signal: AbortSignal;
  readonly onMoved: (leader: Leader) => void;
  readonly report: (sentence: string) => void;
}

/**
 * Leads one build whenever it may, until the signal. Outages are waited out, longer each time; whatever happened, it
 * begins again from what the tables say.
 */
export async function run(options: RunnerOptions): Promise<void> {
  const { candidate, pool, wakeups, signal, report } = options;
  let pauseMs = firstPauseMs;
  let lookMs = firstLookMs;
  let lost: LeaseLost | null = null;
  while (!signal.aborted) {
    const seen = wakeups.count;
    try {
      const tenure = await takeLease(pool, candidate);
      if (!tenure) {
        if (lost) report(lost.message);
        lost = null;
        await wakeups.next(seen, lookMs < candidate.times.renewEvery ? soon(lookMs, signal) : signal);
        lookMs *= 2;
        continue;
      }
      lost = null;
      lookMs = firstLookMs;
      let { position } = tenure;
      await lead(tenure, {
        ...options,
        source: options.source(),
        onPage: (leader) => {
          pauseMs = firstPauseMs;
          if (leader.position !== position) options.onMoved(leader);
          position = leader.position;
          return "go on";
        },
      });
    } catch (error) {
      // A new token under the same holder is how a leader is told to begin again: that is nobody's concern.
      if (error instanceof LeaseLost) {
        lost = error;
        continue;
      }
      report(`${titleOf(candidate.build)}: ${reasonOf(error)}`);
      if (error instanceof Stopped) continue;
      await pause(pauseMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    }
  }
}

/** Aborted after so many milliseconds, or with the signal. */
const soon = (ms: number, signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(ms)]);
