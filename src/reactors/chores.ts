/** What is looked after again and again, in one process each time; should two be at it, nothing happens twice. */
export interface Chore {
  /** For whoever reads of its failure. */
  readonly name: string;
  /** Milliseconds from one run to the next, which does not wait for its end. */
  readonly everyMs: number;
  readonly run: (signal: AbortSignal) => Promise<void>;
}
