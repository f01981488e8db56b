import pg from "pg";
import { onTestFinished } from "vitest";
import type { LogForAudit } from "../../../src/audit/log-for-audit.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { audit } from "../../../src/projections/audit/v1/projection.ts";
import { isMeant } from "../../../src/projections/projection.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import type { Reads } from "../../../src/projections/reads/reads.ts";
import { migratedDatabase } from "../../support/database.ts";

/** Where auditors find things, in a database of its own, fed by hand. */
export class AuditUnderTest {
  readonly #pool: pg.Pool;
  readonly reads: Reads;

  private constructor(pool: pg.Pool, reads: Reads) {
    this.#pool = pool;
    this.reads = reads;
  }

  /** @param url of a database that has its tables; by default one of its own */
  static async make(url?: string): Promise<AuditUnderTest> {
    const address = url ?? (await migratedDatabase());
    const pool = new pg.Pool({ connectionString: address, max: 1 });
    const queries = await openQueryPool(address, { size: 2, timeoutSeconds: 5, recycleSeconds: 60 });
    onTestFinished(async () => {
      await queries.end();
      await pool.end();
    });
    const made = new AuditUnderTest(pool, openReads(queries));
    await made.#begin();
    return made;
  }

  async #begin(): Promise<void> {
    await transaction(
      this.#pool,
      async (client) => {
        await client.query(`create schema ${audit.schema}`);
        await audit.migrate(client);
        await audit.index(client);
      },
      audit,
    );
  }

  async clear(): Promise<void> {
    const tables = ["events", "conversations", "people", "looks", "holds"].map((table) => `${audit.schema}.${table}`);
    await this.#pool.query(`truncate ${tables.join(", ")}; update ${audit.schema}.clock set latest_at = '-infinity'`);
  }

  async take(batch: readonly RecordedEvent[]): Promise<void> {
    const meant = batch.filter(({ stream }) => isMeant(audit, stream));
    if (meant.length > 0) await transaction(this.#pool, (client) => audit.project(client, meant), audit);
  }

  log({ store, codec }: Pick<LogForAudit, "store" | "codec">): LogForAudit {
    return { store, codec, places: this.reads.audit };
  }

  /** All rows, for comparing. */
  async rows(): Promise<unknown> {
    const found: Record<string, unknown> = {};
    for (const table of ["events", "conversations", "people", "looks", "holds", "clock"]) {
      const text = `select to_jsonb(t) as row from ${audit.schema}.${table} t order by to_jsonb(t)::text`;
      found[table] = (await this.#pool.query<{ row: unknown }>(text)).rows.map(({ row }) => row);
    }
    return found;
  }
}
