import pg from "pg";
import { onTestFinished } from "vitest";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { conversations } from "../../../src/projections/conversations/v1/projection.ts";
import { lines } from "../../../src/projections/lines/v1/projection.ts";
import { members } from "../../../src/projections/members/v1/projection.ts";
import { isMeant } from "../../../src/projections/projection.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import type { Reads } from "../../../src/projections/reads/reads.ts";
import { idempotency } from "../../../src/projections/idempotency/v1/projection.ts";
import { scheduled } from "../../../src/projections/scheduled/v1/projection.ts";
import { search } from "../../../src/projections/search/v1/projection.ts";
import { users } from "../../../src/projections/users/v1/projection.ts";
import { migratedDatabase } from "../../support/database.ts";
import type { Story } from "./story.ts";

const projections = [users, conversations, members, lines, scheduled, search, idempotency];

const tables = [
  "users_v1.users",
  "users_v1.words",
  "conversations_v1.conversations",
  "conversations_v1.public_rooms",
  "members_v1.members",
  "members_v1.bans",
  "conversations_v1.pins",
  "lines_v1.lines",
  "lines_v1.reacted",
  "lines_v1.mentions",
  "lines_v1.pins",
  "scheduled_v1.scheduled",
  "search_v1.messages",
  "idempotency_v1.keyed_events",
];

export type Rows = Readonly<Record<string, readonly unknown[]>>;

/** The read models in a database of their own, fed by hand. */
export class ReadModels {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly reads: Reads;
  #position = 0n;

  private constructor(url: string, pool: pg.Pool, reads: Reads) {
    this.url = url;
    this.pool = pool;
    this.reads = reads;
  }

  static async make(): Promise<ReadModels> {
    const url = await migratedDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    pool.on("error", () => undefined); // a test may end connections on purpose
    for (const projection of projections)
      await transaction(
        pool,
        async (client) => {
          await client.query(`create schema ${projection.schema}`);
          await projection.migrate(client);
          await projection.index(client);
        },
        projection,
      );
    const queries = await openQueryPool(url, { size: 4, timeoutSeconds: 5, recycleSeconds: 60 });
    onTestFinished(async () => {
      await queries.end();
      await pool.end();
    });
    return new ReadModels(url, pool, openReads(queries));
  }

  /** Brings the rows up to what has happened in a story. */
  async follow(story: Story): Promise<void> {
    const events = await story.events();
    await this.take(events.filter(({ position }) => position > this.#position));
    this.#position = events.at(-1)?.position ?? 0n;
  }

  /** One batch, to each of the projections that it means something to. */
  async take(batch: readonly RecordedEvent[]): Promise<void> {
    for (const projection of projections) {
      const meant = batch.filter(({ stream }) => isMeant(projection, stream));
      if (meant.length > 0) await transaction(this.pool, (client) => projection.project(client, meant), projection);
    }
  }

  async rows(): Promise<Rows> {
    const found: Record<string, readonly unknown[]> = {};
    for (const table of tables) {
      const { rows } = await this.pool.query<{ row: unknown }>(
        `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`,
      );
      found[table] = rows.map(({ row }) => row);
    }
    return found;
  }

  async clear(): Promise<void> {
    await this.pool.query(`truncate ${tables.join(", ")}`);
    this.#position = 0n;
  }
}

/** A story and the read models of it. */
export async function told(tell: (story: Story) => Promise<void>, story: Story): Promise<ReadModels> {
  const models = await ReadModels.make();
  await tell(story);
  await models.follow(story);
  return models;
}
