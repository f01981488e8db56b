import type pg from "pg";
import { Wakeups } from "../event-store/wakeups.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { buildsOf, declare, titleOfRow, type BuildRow } from "./builds.ts";
import { changed, moved } from "./channel.ts";
import { finishDrop } from "./drop.ts";
import { Feed, FeedFollower } from "./feed.ts";
import { isBuildHurried } from "./hurry.ts";
import { leaseTimes, type LeaseTimes } from "./lease.ts";
import { OwnReader, type Log, type PageSource, type Stretch } from "./pages.ts";
import { announceNewer, type NewVersions } from "./newer-versions.ts";
import { newHolder, Presence } from "./presence.ts";
import type { Build, Projection } from "./projection.ts";
import type { ProjectionRegistry } from "./registry.ts";
import { run } from "./runner.ts";
import { switchTo } from "./switch.ts";
import { Unhurried } from "./unhurried.ts";

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
  /** What becomes of versions that are newer than those that are asked; told of where it is not said. */
  readonly newVersions?: NewVersions;
  /** Told, a sentence each, of stops, lost leases and outages. */
  readonly report?: (sentence: string) => void;
}

/**
 * Keeps every build of the registered projections up to date, those apart that another worker leads. Any number of workers
 * may run on one database. Which builds there are is looked up when somebody says that it changed, and from time to time.
 */
export class ProjectionWorker {
  readonly #options: ProjectionWorkerOptions;
  readonly #times: LeaseTimes;
  readonly #closed = new AbortController();
  readonly #wakeups: Wakeups;
  readonly #presence: Presence;
  readonly #feed: Feed;
  readonly #led = new Map<string, Led>();
  #supervising: Promise<void> = Promise.resolve();
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
    this.#supervising = this.#supervise();
  }

  /** Finishes the batches under way and lets the leases go. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#supervising;
    await Promise.all([...this.#led.values()].map(({ running }) => running));
    await this.#feed.close();
    if (this.#telling) clearTimeout(this.#telling);
    await this.#presence.notify(changed);
    await this.#presence.close();
  }

  /** Sees to it, until it is closed, that each build is led, and that those which are dropped are led no more. */
  async #supervise(): Promise<void> {
    const { signal } = this.#closed;
    const undeclared = new Set(this.#options.registry.names);
    let isAnnounced = false;
    while (!signal.aborted) {
      const seen = this.#wakeups.count;
      try {
        for (const name of undeclared) {
          await declare(this.#options.pool, this.#options.registry, name);
          undeclared.delete(name);
        }
        if (!isAnnounced) await this.#announceNewer();
        isAnnounced = true;
        await this.#lookAfter(await buildsOf(this.#options.pool, this.#options.registry.names));
      } catch (error) {
        this.#report(`The builds of read models are not known: ${reasonOf(error)}`);
      }
      await this.#wakeups.next(seen, signal);
    }
  }

  async #announceNewer(): Promise<void> {
    const { pool, registry, newVersions = "announce" } = this.#options;
    await announceNewer({ pool, registry, newVersions, report: (sentence) => this.#report(sentence) });
  }

  async #lookAfter(builds: readonly BuildRow[]): Promise<void> {
    const alive = new Set(builds.filter(({ state }) => state !== "dropping").map(titleOfRow));
    for (const [title, { over }] of this.#led) if (!alive.has(title)) over.abort();
    for (const row of builds) {
      const projection = this.#options.registry.find(row.name, row.version);
      if (projection && row.state !== "dropping") this.#lead({ projection, number: row.build }, row);
    }
    for (const row of builds) if (row.state === "dropping") await finishDrop(this.#options.pool, row);
    for (const row of builds) if (row.switchesItself && row.isReady && !row.isActive) await this.#switchTo(row);
  }

  /** One that has not quite caught up is looked at again. */
  async #switchTo({ name, build, ...row }: BuildRow): Promise<void> {
    const { pool, registry } = this.#options;
    const outcome = await switchTo({ pool, registry }, { name, build, by: "server", reason: null });
    if (outcome.kind === "done") this.#report(`Queries go to ${titleOfRow({ name, build, ...row })} now.`);
  }

  #lead(build: Build, row: BuildRow): void {
    const title = titleOfRow(row);
    if (this.#led.has(title)) return;
    const over = new AbortController();
    const running = this.#run(build, row, over.signal).finally(() => this.#led.delete(title));
    this.#led.set(title, { over, running });
  }

  async #run(build: Build, { isReady, isActive }: BuildRow, over: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([this.#closed.signal, over]);
    const stretch = { ...sharedPrefixes([build.projection]), signal };
    let isLoading = !isReady;
    await run({
      candidate: { build, presence: this.#presence, times: this.#times },
      pool: this.#options.pool,
      log: this.#options,
      source: () => (isLoading && !isActive ? this.#unhurried(build, stretch) : this.#follower(stretch)),
      wakeups: this.#wakeups,
      signal,
      onMoved: (leader) => {
        this.#tellOthers(isLoading && leader.isIndexed ? changed : moved);
        if (leader.isIndexed) isLoading = false;
      },
      report: (sentence) => this.#report(sentence),
    });
  }

  /** What is built beside a build that is asked takes its time. */
  #unhurried(build: Build, stretch: Omit<Stretch, "after">): PageSource {
    const { store, pool } = this.#options;
    const { signal } = stretch;
    return new Unhurried(this.#follower(stretch), { store, isHurried: () => isBuildHurried(pool, build), signal });
  }

  #follower(stretch: Omit<Stretch, "after">): PageSource {
    return new FeedFollower(this.#feed, () => new OwnReader(this.#options, stretch));
  }

  #report(sentence: string): void {
    this.#options.report?.(sentence);
  }

  /** At most one NOTIFY per 5 ms, outside of the batch's transaction: each takes a lock that all NOTIFYs share. */
  #tellOthers(what: typeof moved | typeof changed): void {
    if (what === changed) this.#wakeups.wakeAll();
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      void this.#presence.notify(moved);
    }, tellEveryMs);
  }
}

/** A build that this worker leads, or waits to lead. */
interface Led {
  readonly over: AbortController;
  readonly running: Promise<void>;
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
