import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import type { EventStore } from "../event-store/port.ts";
import { reasonOf } from "../platform/start-refused.ts";
import type { ProofBuilder } from "./builder.ts";
import { builderState } from "./builder-row.ts";
import { lastCheckpoint } from "./checkpoint-table.ts";

const everyMs = 1_000;
const longestPauseMs = 60_000;

export interface KeepBuilding {
  readonly builder: ProofBuilder;
  readonly pool: Pool;
  readonly store: Pick<EventStore, "head" | "epoch">;
  /** Brings the checkpoints out that were made. */
  readonly publish: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Told, a sentence each, of outages that are waited out; and, every minute, that the log is not what was proved. */
  readonly report: (sentence: string) => void;
  readonly intervalMs?: number;
}

/** Proves what the log brings and makes checkpoints as they are due, until the signal. Any number may be at it. */
export async function keepBuilding(options: KeepBuilding): Promise<void> {
  const { builder, publish, signal, report, intervalMs = everyMs } = options;
  let pauseMs = intervalMs;
  while (!signal.aborted) {
    try {
      if (!(await isDone(options))) await builder.advance({ demand: "due", signal });
      await publish();
      pauseMs = intervalMs;
    } catch (error) {
      report(`Nothing is proved just now: ${reasonOf(error)}`);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    }
    await pause(pauseMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}

/** Looked at without a lock, since there is nothing to do most of the time. */
async function isDone({ pool, store }: KeepBuilding): Promise<boolean> {
  const [{ read, size, compared }, last, head, epoch] = await Promise.all([
    builderState(pool),
    lastCheckpoint(pool),
    store.head(),
    store.epoch(),
  ]);
  if (!read) return head === 0n;
  return read.epoch === epoch && read.position >= head && compared === null && last?.size === size;
}
