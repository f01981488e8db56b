import { limitText, type Action, type Rates } from "./actions.ts";

/** Whose tokens for what: one bucket for each action and subject. */
export interface Bucket {
  readonly action: Action;
  /** A user, a conversation, an address, or a digest of what somebody typed; ASCII. */
  readonly subject: string;
  /** How many are taken; absent: one. Where there is one all of them go, and those that were not there are waited for later. */
  readonly tokens?: number;
}

/** Why nothing was taken. */
export interface Refused {
  readonly action: Action;
  /** Until it may go well, 1 at least, whole. */
  readonly seconds: number;
}

/** Counts what is done by rate, together with the other processes. Nothing is refused because counting is not possible. */
export interface Limiter {
  /** Takes a token from each of these buckets, or as many as it says, or from none of them. Null: taken. */
  take(buckets: readonly Bucket[]): Promise<Refused | null>;
  /** Gives back what was taken for something that does not count after all. */
  giveBack(buckets: readonly Bucket[]): Promise<void>;
}

/** Where limits are off. */
export const unlimited: Limiter = {
  take: () => Promise.resolve(null),
  giveBack: () => Promise.resolve(),
};

export const tokensOf = ({ tokens = 1 }: Bucket): number => tokens;

export const nameOf = ({ action, subject }: Bucket): string => `${action}:${subject}`;

export function refusedFor(action: Action, waitMs: number): Refused {
  return { action, seconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
}

/** A sentence for whoever was refused. */
export function sentenceOf({ action }: Refused, rates: Rates): string {
  return `Too many ${limitText(action, rates)}.`;
}
