import type { ClientOptions } from "./client.ts";
import { SmokeFailed } from "./client.ts";
import type { Account } from "./log-in.ts";
import { Visit, type Steps } from "./visit.ts";

export interface SmokeOptions extends ClientOptions {
  /** Null: one is registered, where anybody may. */
  readonly account: Account | null;
  /** Told what came of each step, as it ends. */
  readonly onStep: (step: Step) => void;
}

export interface Step {
  readonly name: string;
  readonly milliseconds: number;
  /** A sentence; null where it went well. */
  readonly failure: string | null;
  /** What else is worth knowing. */
  readonly note: string | null;
}

/**
 * Uses a server as a client does, each thing once, and takes away what it made: the conversation, the session. After a
 * failure the rest of the way is left out, and the cleaning up is not.
 * @returns whether all went well
 */
export async function smoke({ account, onStep, ...options }: SmokeOptions): Promise<boolean> {
  const visit = new Visit(options);
  const isWell = await goThrough(visit.steps(account), { all: false, onStep });
  const isClean = await goThrough(visit.cleaningUp(), { all: true, onStep });
  return isWell && isClean;
}

interface Going extends Pick<SmokeOptions, "onStep"> {
  /** Whether a failure ends it. */
  readonly all: boolean;
}

/** @returns whether each went well */
async function goThrough(steps: Steps, { all, onStep }: Going): Promise<boolean> {
  let isWell = true;
  for (const [name, run] of steps) {
    const began = performance.now();
    const { failure, note } = await outcomeOf(run);
    onStep({ name, milliseconds: performance.now() - began, failure, note });
    if (failure !== null) isWell = false;
    if (!isWell && !all) return false;
  }
  return isWell;
}

async function outcomeOf(run: Steps[number][1]): Promise<Pick<Step, "failure" | "note">> {
  try {
    return { failure: null, note: (await run()) ?? null };
  } catch (error) {
    if (!(error instanceof SmokeFailed)) throw error;
    return { failure: error.message, note: null };
  }
}
