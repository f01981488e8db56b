/** Something that is to be done once, as whoever calls for it says. */
export interface NewIntent {
  readonly kind: string;
  /** What it is about: an id. */
  readonly subject: string;
  /** Of what is called for with the same kind, subject and window, one is done. */
  readonly window: string;
  readonly dueAt: Date;
  /** Ids and numbers, never words. Of several in one window the first one's count. */
  readonly details?: IntentDetails;
  /** Of the request that it came of: of several in one window the first one's. */
  readonly correlationId?: string | null;
}

export type IntentDetails = Readonly<Record<string, string | number>>;

/** An intent that a worker has taken. */
export interface TakenIntent {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly window: string;
  readonly details: IntentDetails;
  /** Of the request that it came of. */
  readonly correlationId: string | null;
  /** This attempt's number, from 1. */
  readonly attempt: number;
}

/** An intent as the queue carries it. */
export interface QueuedIntent {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: Date;
  /** Attempts so far. */
  readonly attempts: number;
}
