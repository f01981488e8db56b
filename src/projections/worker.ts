import type pg from "pg";
import { Wakeups } from "../event-store/wakeups.ts";
import { changed, moved } from "./channel.ts";
import { Feed, FeedFollower } from "./feed.ts";
import { leaseTimes, type LeaseTimes } from "./lease.ts";
import { OwnReader, type Log } from "./pages.ts";
import { newHolder, Presence } from "./presence.ts";
import type { Projection } from "./projection.ts";
import type { ProjectionRegistry } from "./registry.ts";
import { run } from "./runner.ts";

const tellEveryMs = 5;

export interface ProjectionWorkerOptions extends Log {
  readonly registry: ProjectionRegistry;
  /** Room for two connections per projection keeps them from waiting for each other. */
  readonly pool: pg.Pool;
  /** For the connection that listens, and shows others that this worker is there. */
  readonly connection: pg.ClientConfig;
  readonly lease?: LeaseTimes;
  /** Who holds its leases: whoever comes back with the same name takes them up at once. By default a new name. */
  readonly holder?: string;
  /** Told, a sentence each, of stops, lost leases and outages. */
  readonly report?: (sentence: string) => void;
}

/**
 * Keeps every registered projection up to date, those apart that another worker leads. Any number of workers may run on
 * one database.
 */
export class ProjectionWorker {
  readonly #options: ProjectionWorkerOptions;
  readonly #times: LeaseTimes;
  readonly #closed = new AbortController();
  readonly #wakeups: Wakeups;
  readonly #presence: Presence;
  readonly #feed: Feed;
  #running: readonly Promise<void>[] = [];
  #telling: NodeJS.Timeout | null = null;

  constructor(options: ProjectionWorkerOptions) {
    this.#options = options;
    this.#times = options.lease ?? leaseTimes;
    this.#wakeups = new Wakeups(this.#times.renewEvery);
    this.#presence = new Presence({
      holder: options.holder ?? newHolder(),
      signal: this.#closed.signal,
      connection: options.connection,
      onNotification: (payload) => payload === changed && this.#wakeups.wakeAll(),
      onPresent: () => this.#wakeups.wakeAll(),
      report: (sentence) => options.report?.(sentence),
    });
    this.#feed = new Feed(options, { ...sharedPrefixes(options.registry.all), signal: this.#closed.signal });
  }

  start(): void {
    this.#presence.open();
    this.#running = this.#options.registry.all.map((projection) => this.#run(projection));
  }

  /** Finishes the batches under way and lets the leases go. */
  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.all(this.#running);
    await this.#feed.close();
    if (this.#telling) clearTimeout(this.#telling);
    await this.#presence.notify(changed);
    await this.#presence.close();
  }

  async #run(projection: Projection): Promise<void> {
    const { signal } = this.#closed;
    const stretch = { ...sharedPrefixes([projection]), signal };
    await run({
      candidate: { projection, presence: this.#presence, times: this.#times },
      pool: this.#options.pool,
      log: this.#options,
      source: () => new FeedFollower(this.#feed, () => new OwnReader(this.#options, stretch)),
      wakeups: this.#wakeups,
      signal,
      onMoved: () => this.#tellOthers(),
      report: (sentence) => this.#options.report?.(sentence),
    });
  }

  /** At most one NOTIFY per 5 ms, outside of the batch's transaction: each takes a lock that all NOTIFYs share. */
  #tellOthers(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      void this.#presence.notify(moved);
    }, tellEveryMs);
  }
}

/** The prefixes that serve all of these projections; none as soon as one of them takes everything. */
function sharedPrefixes(projections: readonly Projection[]): { prefixes?: readonly string[] } {
  const prefixes = new Set<string>();
  for (const projection of projections) {
    if (!projection.prefixes) return {};
    for (const prefix of projection.prefixes) prefixes.add(prefix);
  }
  return { prefixes: [...prefixes] };
}
