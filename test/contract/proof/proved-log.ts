import { randomUUID } from "node:crypto";
import pg from "pg";
import { onTestFinished } from "vitest";
import { KeysInMemory } from "../../../src/event-store/codec/keys-in-memory.ts";
import type { JsonObject } from "../../../src/event-store/port.ts";
import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { openProofs } from "../../../src/proof/open-proofs.ts";
import { migratedDatabase, query } from "../../support/database.ts";

type OpenProofs = Awaited<ReturnType<typeof openProofs>>;

/** A log on a database of its own, and what is proved of it. */
export class ProvedLog {
  readonly url: string;
  readonly store: PostgresEventStore;
  readonly pool: pg.Pool;
  readonly keys = new KeysInMemory();
  /** By its clock. */
  now = new Date("2026-05-04T12:00:00.000Z");

  private constructor(url: string, store: PostgresEventStore) {
    this.url = url;
    this.store = store;
    this.pool = new pg.Pool({ connectionString: url, max: 6 });
    this.pool.on("error", () => undefined);
  }

  static async make(): Promise<ProvedLog> {
    const url = await migratedDatabase();
    const log = new ProvedLog(url, await PostgresEventStore.open({ url }));
    onTestFinished(async () => {
      await log.store.close();
      await log.pool.end();
    });
    return log;
  }

  /** Another process that builds and proves. */
  proofs(): Promise<OpenProofs> {
    return openProofs({ pool: this.pool, store: this.store, keys: this.keys, clock: () => this.now });
  }

  /** So many events in a stream; what they say can be told apart. */
  async happens(stream: string, count = 1, data: JsonObject = {}): Promise<void> {
    const [last] = await Array.fromAsync(this.store.readStream(stream, { direction: "backwards", limit: 1 }));
    let expected = last?.revision ?? -1;
    for (let left = count; left > 0; left -= 500) {
      const events = Array.from({ length: Math.min(left, 500) }, (_, n) => ({
        id: randomUUID(),
        type: "Said",
        data: { ...data, text: `${stream} ${expected + n + 1}` },
        metadata: { at: "2026-05-04T12:00:00.000Z" },
      }));
      await this.store.append(stream, events, expected < 0 ? "none" : expected);
      expected += events.length;
    }
  }

  /** What nobody may do: the log is changed behind the server's back. */
  async tamper(text: string, values: unknown[] = []): Promise<void> {
    await query(this.url, "alter table log.events disable trigger events_are_facts");
    await query(this.url, text, values);
    await query(this.url, "alter table log.events enable trigger events_are_facts");
  }

  query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(this.url, text, values);
  }
}
