import pg from "pg";
import { onTestFinished } from "vitest";
import type { ConversationId, UserId } from "../../../src/domain/ids.ts";
import type { Position, RecordedEvent } from "../../../src/event-store/port.ts";
import { isMeant } from "../../../src/projections/projection.ts";
import { declareAll } from "../../../src/projections/tables.ts";
import { ProjectionRegistry } from "../../../src/projections/registry.ts";
import { memberships } from "../../../src/projections/timeline/v1/memberships.ts";
import { positionAt } from "../../../src/projections/timeline/v1/position-at.ts";
import { timeline } from "../../../src/projections/timeline/v1/projection.ts";
import {
  toldAfter,
  type ToldAfter,
  type ToldEntry,
  type ToldPage,
} from "../../../src/projections/timeline/v1/told-after.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { migratedDatabase } from "../../support/database.ts";

export interface Resumption extends Omit<ToldAfter, "limit" | "after"> {
  readonly after?: ToldAfter["after"];
  readonly limit?: number;
}

/** The timeline's tables in a database of their own, written by its projector. */
export class TimelineUnderTest {
  readonly pool: pg.Pool;

  private constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  static async make(): Promise<TimelineUnderTest> {
    const pool = new pg.Pool({ connectionString: await migratedDatabase(), max: 1 }); // one session, whose statistics can be asked for
    onTestFinished(() => pool.end());
    await declareAll(pool, new ProjectionRegistry([timeline]));
    const made = new TimelineUnderTest(pool);
    await made.clear();
    return made;
  }

  async clear(): Promise<void> {
    await transaction(
      this.pool,
      async (client) => {
        await client.query(`drop schema if exists ${timeline.schema} cascade; create schema ${timeline.schema}`);
        await timeline.migrate(client);
        await timeline.index(client);
        await client.query("update projections.builds set is_migrated = true, is_indexed = true, position = 0");
      },
      timeline,
    );
  }

  /** Projects the events in batches of these sizes, over and over; by default all at once. */
  async project(events: readonly RecordedEvent[], sizes: readonly number[] = []): Promise<void> {
    let turn = 0;
    for (let rest = events; rest.length > 0; turn += 1) {
      const size = sizes[turn % sizes.length] ?? rest.length;
      await this.#commit(rest.slice(0, size));
      rest = rest.slice(size);
    }
  }

  async #commit(batch: readonly RecordedEvent[]): Promise<void> {
    await transaction(
      this.pool,
      async (client) => {
        await timeline.project(
          client,
          batch.filter(({ stream }) => isMeant(timeline, stream)),
        );
        await client.query("update projections.builds set position = $1", [batch.at(-1)?.position]);
      },
      timeline,
    );
  }

  page({ after = { position: 0n, n: null }, limit = 100, ...request }: Resumption): Promise<ToldPage> {
    return toldAfter(this.pool, { ...request, after, limit });
  }

  /** Page by page, until the end. */
  async all(resumption: Resumption): Promise<ToldEntry[]> {
    const entries: ToldEntry[] = [];
    let after = resumption.after ?? { position: 0n, n: null };
    for (;;) {
      const page = await this.page({ ...resumption, after });
      entries.push(...page.entries);
      if (page.isEnd) return entries;
      const last = page.entries.at(-1);
      if (!last) throw new Error("A page that is not the last is empty.");
      after = last;
    }
  }

  async names(resumption: Resumption): Promise<string[]> {
    return (await this.all(resumption)).map(({ what }) => what.event);
  }

  async stays(userId: UserId): Promise<{ position: Position; stays: Record<ConversationId, Position> }> {
    const { position = 0n, stays = [] } = (await memberships(this.pool, [userId])).get(userId) ?? {};
    return { position, stays: Object.fromEntries(stays.map(({ conversationId, from }) => [conversationId, from])) };
  }

  positionAt(time: string): Promise<Position | null> {
    return positionAt(this.pool, time);
  }

  /** How many rows of `told` were read so far, by whatever index or none. */
  async rowsRead(): Promise<number> {
    await this.pool.query("select pg_stat_force_next_flush()");
    const { rows } = await this.pool.query<{ read: string }>(
      `select seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables
       where schemaname = 'timeline_v1' and relname = 'told'`,
    );
    return Number(rows[0]?.read);
  }

  /** All rows, for comparing. */
  async rows(): Promise<unknown[]> {
    const texts = [
      "select position, n, audience, what, occurred_at, latest_at from timeline_v1.told order by position, n",
      "select user_id, conversation_id, from_position, until_position from timeline_v1.stays order by 1, 2, 3",
      "select conversation_id, is_public, deleted_position from timeline_v1.conversations order by 1",
      "select latest_at from timeline_v1.clock",
    ];
    const answers: unknown[] = [];
    for (const text of texts) answers.push((await this.pool.query(text)).rows);
    return answers;
  }
}
