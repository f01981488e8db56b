import { setTimeout as pause } from "node:timers/promises";
import { reasonOf } from "../platform/start-refused.ts";
import type { ProofBuilder } from "./builder.ts";
import { isProved, type ProvedLog } from "./is-proved.ts";

const everyMs = 1_000;
const longestPauseMs = 60_000;

export interface KeepBuilding extends ProvedLog {
  readonly builder: ProofBuilder;
  /** Brings the checkpoints out that were made. */
  readonly publish: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Told, a sentence each, of outages that are waited out; and, every minute, that the log is not what was proved. */
  readonly report: (sentence: string) => void;
  readonly intervalMs?: number;
  /** It ends by itself once all has been proved for so long; never where absent. */
  readonly restAfterMs?: number;
}

/** Proves what the log brings and makes checkpoints as they are due, until the signal. Any number may be at it. */
export async function keepBuilding(options: KeepBuilding): Promise<void> {
  const { builder, publish, signal, report, intervalMs = everyMs, restAfterMs = Infinity } = options;
  let pauseMs = intervalMs;
  let busy = performance.now();
  while (!signal.aborted && performance.now() - busy < restAfterMs) {
    try {
      if (!(await isProved(options))) {
        await builder.advance({ demand: "due", signal });
        await publish();
        busy = performance.now();
      }
      pauseMs = intervalMs;
    } catch (error) {
      report(`Nothing is proved just now: ${reasonOf(error)}`);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      busy = performance.now();
    }
    await pause(pauseMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}
