import type { Pool } from "pg";
import { Wakeups } from "../../event-store/wakeups.ts";
import { reasonOf } from "../../platform/start-refused.ts";
import type { QueuedIntent } from "./intent.ts";
import { takeUnqueued, unqueue } from "./intents.ts";
import { lanes, type Lane } from "./kind.ts";
import type { JobQueue, Ticket } from "./queue.ts";

const pageSize = 500;
const lookEveryMs = 1_000;

export interface DispatcherOptions {
  readonly pool: Pool;
  readonly queue: Pick<JobQueue, "add">;
  /** Null for a kind that this release does not know: another process may. */
  readonly laneOf: (kind: string) => Lane | null;
  /** Milliseconds: what is overdue for so long is given to the queue again, which lost it. */
  readonly lostAfter: number;
  /** Told, a sentence each, of outages that are waited out. */
  readonly report: (sentence: string) => void;
}

/** Gives the queue what the table holds: what is new when it is woken, and each second; what was lost, some time after it was due. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #wakeups = new Wakeups(lookEveryMs);
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run(this.#stopping.signal);
  }

  /** There is something new in the table. */
  wake(): void {
    this.#wakeups.wakeAll();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const seen = this.#wakeups.count;
      const isMore = await this.#dispatch().catch((error: unknown) => {
        this.#options.report(`Jobs could not be queued: ${reasonOf(error)}`);
        return false;
      });
      if (!isMore) await this.#wakeups.next(seen, signal);
    }
  }

  /** @returns whether there may be more. */
  async #dispatch(): Promise<boolean> {
    const { pool, lostAfter } = this.#options;
    const intents = await takeUnqueued(pool, { limit: pageSize, lostAfter });
    try {
      for (const lane of lanes) await this.#add(lane, intents);
    } catch (error) {
      await unqueue(
        pool,
        intents.map(({ id }) => id),
      );
      throw error;
    }
    return intents.length >= pageSize;
  }

  async #add(lane: Lane, intents: readonly QueuedIntent[]): Promise<void> {
    const { queue, laneOf } = this.#options;
    await queue.add(lane, intents.filter(({ kind }) => laneOf(kind) === lane).map(ticketOf));
  }
}

function ticketOf({ id, attempts, dueAt }: QueuedIntent): Ticket {
  return { name: `${id}-${attempts}`, intentId: id, delay: dueAt.getTime() - Date.now() };
}
