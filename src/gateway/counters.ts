/** What the gateway did and holds, for metrics. */
export interface Counters {
  /** Streams that are open now. */
  connections: number;
  /** Since the start, as are the others: frames written, to all streams together. */
  framesWritten: number;
  /** Times that a client was told to load afresh. */
  resets: number;
  /** Streams that were closed since their client read too slowly. */
  closedSlow: number;
}

export function newCounters(): Counters {
  return { connections: 0, framesWritten: 0, resets: 0, closedSlow: 0 };
}
