import { setTimeout as pause } from "node:timers/promises";
import { reasonOf } from "../platform/start-refused.ts";

/** What is looked after again and again, in every process with the role `workers`: it may run in several at once. */
export interface Chore {
  /** For whoever reads of its failure. */
  readonly name: string;
  /** Milliseconds from the end of one run to the next. */
  readonly everyMs: number;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

export interface ChoreOptions {
  readonly signal: AbortSignal;
  /** Told, a sentence each, of runs that failed: the next one tries again. */
  readonly report: (sentence: string) => void;
}

/** Until the signal; settles when the run under way is over. */
export async function runChore({ name, everyMs, run }: Chore, { signal, report }: ChoreOptions): Promise<void> {
  while (!signal.aborted) {
    await run(signal).catch((error: unknown) => report(`${name}: ${reasonOf(error)}`));
    await pause(everyMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}
