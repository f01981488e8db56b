import type { Checkpoint } from "./checkpoint.ts";

/** Whether a checkpoint is made at the log's end in any case, or as it is due. */
export type Demand = "now" | "due";

/** A checkpoint is made of so many new events, or of fewer after so long. */
export const dueAfter = { events: 1_000, ms: 60_000 };
/** So many are taken together while a long log is read. */
const catchingUp = 50_000;

export interface Standing {
  readonly last: Checkpoint | null;
  readonly size: number;
  readonly epoch: string;
  /** Whether that was the log's end. */
  readonly caughtUp: boolean;
  readonly now: Date;
}

/** Nothing new, no checkpoint. */
export function isDue(demand: Demand, { last, size, epoch, caughtUp, now }: Standing): boolean {
  if (last?.size === size && last.epoch === epoch) return false;
  const events = size - (last?.size ?? 0);
  if (!caughtUp) return events >= catchingUp;
  if (demand === "now") return true;
  if (size === 0) return false;
  return events >= dueAfter.events || !last || now.getTime() - Date.parse(last.time) >= dueAfter.ms;
}
