import type { Lane } from "./kind.ts";

/** An intent's id on its way to a worker. */
export interface Ticket {
  /** Another one for each attempt: as long as the queue holds it, adding it again changes nothing. */
  readonly name: string;
  readonly intentId: string;
  /** Milliseconds from now. */
  readonly delay: number;
}

/** What is done again and again, once in all processes. */
export interface Periodic {
  readonly name: string;
  readonly lane: Lane;
  readonly everyMs: number;
}

export interface Served {
  /** Settles when the attempt is over, whatever became of it. */
  readonly onIntent: (intentId: string) => Promise<void>;
  readonly onPeriodic: (name: string) => Promise<void>;
}

/** Carries ids and wakes workers. It may lose what it carries and bring it twice: the table of intents is the truth. */
export interface JobQueue extends AsyncDisposable {
  add(lane: Lane, tickets: readonly Ticket[]): Promise<void>;
  /** Makes sure that this is done from time to time. */
  repeat(periodic: Periodic): Promise<void>;
  /** Begins to bring what there is, each to one of the processes that serve. */
  serve(served: Served): void;
}
