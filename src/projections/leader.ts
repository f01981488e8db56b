import type { Pool } from "pg";
import { assertSameLog, type Checkpoint } from "../event-store/checkpoint.ts";
import { EpochMismatch } from "../event-store/errors.ts";
import type { Epoch, EventStore, Position, RecordedEvent } from "../event-store/port.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { markIndexed, markMigrated, moveCheckpoint, recordStop, type Claim } from "./checkpoint-row.ts";
import { longestLockMs } from "./held-up.ts";
import { LeaseLost, type Tenure } from "./lease.ts";
import { Meter } from "./meter.ts";
import { Outage } from "./outage.ts";
import type { Pace } from "./pace.ts";
import type { Page } from "./pages.ts";
import { isMeant, titleOf, type Build } from "./projection.ts";
import { skippedBy } from "./skips.ts";
import { inTransaction, orOutage, type Steps } from "./transaction.ts";

/** The projection stands still until an operator says how to go on; why is on record. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  readonly position: Position | null;

  constructor(build: Build, reason: string, options: { position: Position | null; cause: unknown }) {
    const place = options.position === null ? "" : ` at ${options.position}`;
    super(`${titleOf(build)} is stopped${place}: ${reason}`, { cause: options.cause });
    this.position = options.position;
  }
}

export interface LeaderParts {
  readonly pool: Pool;
  readonly store: EventStore;
  /** A transaction that stands still for so long is ended. */
  readonly idleMs: number;
}

/**
 * Writes one projection for one tenure. Every transaction moves the checkpoint from where this leader knows it to be,
 * under this tenure's token; if either changed meanwhile, nothing of it is written.
 */
export class Leader {
  readonly meter = new Meter();
  readonly #way = new Meter();
  readonly #build: Build;
  readonly #parts: LeaderParts;
  readonly #token: string;
  readonly #schema: string;
  #checkpoint: Checkpoint;
  #isMigrated: boolean;
  #isIndexed: boolean;
  #pace: Pace | null = null;
  #skips: ReadonlySet<string> = new Set();

  private constructor(build: Build, tenure: Tenure, epoch: Epoch, parts: LeaderParts) {
    this.#build = build;
    this.#parts = parts;
    this.#token = tenure.token;
    this.#schema = tenure.schema;
    this.#checkpoint = { epoch: tenure.epoch ?? epoch, position: tenure.position, lastEvent: tenure.lastEvent };
    this.#isMigrated = tenure.isMigrated;
    this.#isIndexed = tenure.isIndexed;
  }

  /** @throws Stopped when the log is not the one that the rows were made of. LeaseLost, Outage. */
  static async start(build: Build, tenure: Tenure, parts: LeaderParts): Promise<Leader> {
    const leader = new Leader(build, tenure, await parts.store.epoch(), parts);
    await leader.#assertSameLog();
    await leader.#makeTables();
    leader.#skips = await skippedBy(parts.pool, build.projection.name);
    return leader;
  }

  get position(): Position {
    return this.#checkpoint.position;
  }

  /** Whether it has been at the log's end, so that its indexes are built. */
  get isIndexed(): boolean {
    return this.#isIndexed;
  }

  /** Writes a page's events. @throws Stopped at the first event that cannot be written; what precedes it is. */
  async take(page: Page): Promise<void> {
    this.#pace = page.pace ?? null;
    const meant = page.events.filter(({ event }) => this.#isMeant(event));
    const firstUnreadable = meant.findIndex(({ kind }) => kind === "unreadable");
    const events = (firstUnreadable < 0 ? meant : meant.slice(0, firstUnreadable)).map(({ event }) => event);
    const unreadable = meant[firstUnreadable];
    if (unreadable?.kind === "unreadable") {
      await this.#write(events, events.at(-1)?.position ?? this.position);
      return this.#stop(unreadable.error, unreadable.event);
    }
    await this.#write(events, page.position);
    if (page.caughtUp && !this.#isIndexed) await this.#makeIndexes();
  }

  #isMeant({ stream, position, id }: RecordedEvent): boolean {
    return position > this.position && isMeant(this.#build.projection, stream) && !this.#skips.has(id);
  }

  /** Halves what fails down to the event that is to blame. */
  async #write(events: readonly RecordedEvent[], to: Position): Promise<void> {
    if (events.length === 0 && to === this.position) return;
    try {
      await this.#commit(events, to);
    } catch (error) {
      const [first] = events;
      if (error instanceof Outage || error instanceof LeaseLost || !first) throw error;
      if (events.length === 1) return this.#stop(error, first);
      const middle = Math.ceil(events.length / 2);
      await this.#write(events.slice(0, middle), events[middle - 1]?.position ?? to);
      await this.#write(events.slice(middle), to);
    }
  }

  async #commit(events: readonly RecordedEvent[], position: Position): Promise<void> {
    const last = events.at(-1);
    const lastEvent = last ? { position: last.position, id: last.id } : this.#checkpoint.lastEvent;
    const to = { epoch: this.#checkpoint.epoch, position, lastEvent };
    this.meter.count(events.length);
    this.#way.count(Number(position - this.position));
    const move = {
      to,
      events: events.length,
      eventsPerSecond: this.meter.perSecond(),
      positionsPerSecond: this.#way.perSecond(),
      pace: this.#pace,
    };
    const { pool } = this.#parts;
    if (events.length === 0) await orOutage(() => moveCheckpoint(pool, this.#claim, move));
    else
      await this.#transaction({
        write: (client) => this.#build.projection.project(client, events),
        conclude: (client) => moveCheckpoint(client, this.#claim, move),
      });
    this.#checkpoint = to;
  }

  async #assertSameLog(): Promise<void> {
    try {
      await assertSameLog(this.#parts.store, this.#checkpoint);
    } catch (error) {
      if (error instanceof EpochMismatch) await this.#stop(error, null);
      throw error;
    }
  }

  async #makeTables(): Promise<void> {
    if (this.#isMigrated) return;
    await this.#shape({
      write: async (client) => {
        const schema = client.escapeIdentifier(this.#schema);
        await client.query(`set local lock_timeout = ${longestLockMs}`); // somebody may read the old ones for long
        await client.query(`drop schema if exists ${schema} cascade`);
        await client.query(`create schema ${schema}`);
        await this.#build.projection.migrate(client);
      },
      conclude: (client) => markMigrated(client, this.#claim, this.#checkpoint.epoch),
    });
    this.#isMigrated = true;
  }

  async #makeIndexes(): Promise<void> {
    await this.#shape({
      write: (client) => this.#build.projection.index(client),
      conclude: (client) => markIndexed(client, this.#claim),
    });
    this.#isIndexed = true;
  }

  /** Tables and indexes that cannot be made are nobody's outage: trying again would not help. */
  async #shape(steps: Steps): Promise<void> {
    try {
      await this.#transaction(steps);
    } catch (error) {
      if (error instanceof Outage || error instanceof LeaseLost) throw error;
      await this.#stop(error, null);
    }
  }

  /** A stop is claimed like a batch: what failed for somebody who does not lead any more says nothing. */
  async #stop(error: unknown, poison: RecordedEvent | null): Promise<never> {
    const reason = storable(reasonOf(error));
    await recordStop(this.#parts.pool, this.#claim, { error: reason, poison });
    throw new Stopped(this.#build, reason, { position: poison?.position ?? null, cause: error });
  }

  get #claim(): Claim {
    return { build: this.#build, token: this.#token, position: this.position };
  }

  async #transaction(steps: Steps): Promise<void> {
    await inTransaction(this.#parts.pool, { idleMs: this.#parts.idleMs, schema: this.#schema }, steps);
  }
}

/** PostgreSQL's text cannot hold NUL; a page of reasons helps nobody. */
const storable = (reason: string): string => reason.replaceAll("\0", "\u{FFFD}").slice(0, 1_000) || "no reason given";
