import pg from "pg";
import { onTestFinished } from "vitest";
import type { UserId } from "../../../src/domain/ids.ts";
import { Codec } from "../../../src/event-store/codec/codec.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { eventTypes } from "../../../src/events/index.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { announcements } from "../../../src/projections/announcements/v1/projection.ts";
import { isMeant } from "../../../src/projections/projection.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import type { Paged } from "../../../src/projections/reads/paged.ts";
import type { Reads } from "../../../src/projections/reads/reads.ts";
import { teams } from "../../../src/projections/teams/v1/projection.ts";
import { users } from "../../../src/projections/users/v1/projection.ts";
import type { Process } from "../commands/processes.ts";

const projections = [users, teams, announcements];
const tables = ["users_v1.users", "users_v1.blocks", "teams_v1.teams", "announcements_v1.announcements"];

/** The read models of people, teams and announcements, beside their log and fed by hand. */
export class PeopleModels {
  readonly #pool: pg.Pool;
  readonly #reads: Reads;

  private constructor(pool: pg.Pool, reads: Reads) {
    this.#pool = pool;
    this.#reads = reads;
  }

  static async make(url: string): Promise<PeopleModels> {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const queries = await openQueryPool(url, { size: 2, timeoutSeconds: 5, recycleSeconds: 60 });
    onTestFinished(async () => {
      await queries.end();
      await pool.end();
    });
    return new PeopleModels(pool, openReads(queries));
  }

  /** All of the log, decoded. */
  async read({ store, keys }: Process): Promise<RecordedEvent[]> {
    return new Codec(eventTypes, keys).decode(await Array.fromAsync(store.readAll({ after: 0n })));
  }

  /** Makes the tables anew, of batches of these sizes over and over. */
  async rebuild(events: readonly RecordedEvent[], sizes: readonly number[]): Promise<void> {
    for (const projection of projections) {
      await transaction(
        this.#pool,
        async (client) => {
          await client.query(`drop schema if exists ${projection.schema} cascade; create schema ${projection.schema}`);
          await projection.migrate(client);
          await projection.index(client);
        },
        projection,
      );
      let rest = events.filter(({ stream }) => isMeant(projection, stream));
      for (let turn = 0; rest.length > 0; turn += 1) {
        const size = sizes[turn % sizes.length] ?? rest.length;
        const batch = rest.slice(0, size);
        await transaction(this.#pool, (client) => projection.project(client, batch), projection);
        rest = rest.slice(size);
      }
    }
  }

  async rows(): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (const table of tables) {
      const text = `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`;
      answers.push((await this.#pool.query(text)).rows);
    }
    return answers;
  }

  blockedBy(id: UserId): Promise<UserId[]> {
    return allPages((after: { position: string } | null) => this.#reads.people.blockedBy(id, { limit: 2, after }));
  }

  async announced(viewer: UserId): Promise<string[]> {
    const rows = await allPages((after: { position: string } | null) =>
      this.#reads.announcements.undismissed(viewer, { limit: 2, after }),
    );
    return rows.map(({ text }) => text);
  }

  async teams(): Promise<{ name: string; userIds: UserId[] }[]> {
    const rows = await allPages((after: { name: string; id: string } | null) =>
      this.#reads.teams.list({ limit: 2, after }),
    );
    return rows.map(({ name, userIds }) => ({ name, userIds: userIds.toSorted() }));
  }
}

async function allPages<Item, Cursor>(page: (after: Cursor | null) => Promise<Paged<Item, Cursor>>): Promise<Item[]> {
  const found: Item[] = [];
  let after: Cursor | null = null;
  do {
    const { items, next }: Paged<Item, Cursor> = await page(after);
    found.push(...items);
    after = next;
  } while (after !== null);
  return found;
}
