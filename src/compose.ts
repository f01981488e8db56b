import type { Pool } from "pg";
import type { Config } from "./config.ts";
import { Codec } from "./event-store/codec/codec.ts";
import type { EventStore } from "./event-store/port.ts";
import { KeyRing } from "./event-store/keys/key-ring.ts";
import { KeyTable } from "./event-store/keys/key-table.ts";
import { masterKey } from "./event-store/keys/master-key.ts";
import { KurrentEventStore } from "./event-store/kurrent/kurrent-event-store.ts";
import { PostgresEventStore } from "./event-store/postgres/postgres-event-store.ts";
import { eventTypes } from "./events/index.ts";
import { joinEmbeddedPostgres } from "./platform/postgres/embedded/index.ts";
import { migrate } from "./platform/postgres/migrate.ts";
import { openPool } from "./platform/postgres/pool.ts";
import { reasonOf, StartRefused } from "./platform/start-refused.ts";

export interface Parts extends AsyncDisposable {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly keys: KeyRing;
  readonly codec: Codec;
  /** Of the PostgreSQL that holds everything but, maybe, the log. */
  readonly databaseUrl: string;
}

export interface ComposeOptions {
  /** A data folder has one server at a time, and any number of visitors (commands). */
  readonly as: "server" | "visitor";
  /** Told, a sentence each, of outages that are waited out. */
  readonly report: (sentence: string) => void;
}

/**
 * Puts the parts together: database, tables, keys, log. Disposing of them takes them apart in the opposite order.
 * @throws StartRefused naming the setting that stands in the way.
 */
export async function compose(config: Config, { as, report }: ComposeOptions): Promise<Parts> {
  await using opened = new AsyncDisposableStack();
  const url = config.databaseUrl ?? (await embedded(config, { as, report }, opened));
  const pool = opened.adopt(await openPool(url, config.pool, report), (each) => each.end());
  await migrate(url);
  const table = new KeyTable(pool, await masterKey({ secretKey: config.secretKey, dataDir: config.dataDir }));
  await table.assertMasterKey();
  const keys = opened.adopt(new KeyRing(table, { connectionString: url }, report), (each) => each.close());
  keys.open();
  const store = opened.adopt(await openStore(config, url, report), (each) => each.close());
  const codec = new Codec(eventTypes, keys);
  const parts = opened.move();
  return { pool, store, keys, codec, databaseUrl: url, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

async function embedded(config: Config, options: ComposeOptions, opened: AsyncDisposableStack): Promise<string> {
  const postgres = await joinEmbeddedPostgres({ dataDir: config.dataDir, ...options });
  opened.adopt(postgres, (each) => each.leave());
  return postgres.url;
}

async function openStore(config: Config, url: string, report: (sentence: string) => void): Promise<EventStore> {
  if (config.eventStoreUrl === undefined) return PostgresEventStore.open({ url, report });
  try {
    return await KurrentEventStore.open({ url: config.eventStoreUrl, prefix: config.eventStorePrefix, report });
  } catch (error) {
    throw new StartRefused("EVENT_STORE_URL", `the event store cannot be used: ${reasonOf(error)}`);
  }
}
