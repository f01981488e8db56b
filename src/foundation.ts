import type { Pool } from "pg";
import type { Config } from "./config.ts";
import { mostConnections, poolOf } from "./connections.ts";
import { Codec } from "./event-store/codec/codec.ts";
import { KeyRing } from "./event-store/keys/key-ring.ts";
import { KeyTable } from "./event-store/keys/key-table.ts";
import { masterKey } from "./event-store/keys/master-key.ts";
import { unopenedText } from "./event-store/keys/unopened-text.ts";
import { openEventStore } from "./event-store/open.ts";
import type { EventStore } from "./event-store/port.ts";
import { eventTypes } from "./events/index.ts";
import { joinEmbeddedPostgres } from "./platform/postgres/embedded/index.ts";
import { migrate } from "./platform/postgres/migrate.ts";
import { openPool } from "./platform/postgres/pool.ts";

/** What everything stands on, the server as well as commands: database, keys, log. */
export interface Foundation extends AsyncDisposable {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly keys: KeyRing;
  readonly codec: Codec;
  /** Of the PostgreSQL that holds everything but, maybe, the log. */
  readonly databaseUrl: string;
}

export interface FoundationOptions {
  /** A data folder has one server at a time, and any number of visitors (commands). */
  readonly as: "server" | "visitor";
  /** Told, a sentence each, of outages that are waited out. */
  readonly report: (sentence: string) => void;
}

/**
 * Opens database, tables, keys and log. Disposing of it closes them in the opposite order.
 * @throws StartRefused naming the setting that stands in the way.
 */
export async function openFoundation(config: Config, { as, report }: FoundationOptions): Promise<Foundation> {
  await using opened = new AsyncDisposableStack();
  const url = config.databaseUrl ?? (await embedded(config, { as, report }, opened));
  const pooling = { ...poolOf(config, { as }), ofProcess: mostConnections(config, { as }) };
  const pool = opened.adopt(await openPool(url, pooling, report), (each) => each.end());
  await migrate(url);
  const table = new KeyTable(pool, await masterKey({ secretKey: config.secretKey, dataDir: config.dataDir }));
  await table.assertMasterKey();
  if (as === "server") await reportUnopened(table, report);
  const keys = opened.adopt(new KeyRing(table, { connectionString: url }, report), (each) => each.close());
  keys.open();
  const store = opened.adopt(await openEventStore({ ...config, databaseUrl: url }, report), (each) => each.close());
  const codec = new Codec(eventTypes, keys);
  const all = opened.move();
  return { pool, store, keys, codec, databaseUrl: url, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Of very many keys a part, so that no start waits for them: `verbatim doctor` tries all. */
const keysTriedAtStart = 20_000;

async function reportUnopened(table: KeyTable, report: (sentence: string) => void): Promise<void> {
  const tried = await table.tried(keysTriedAtStart);
  if (tried.unopened.length > 0) report(unopenedText(tried));
}

async function embedded(config: Config, options: FoundationOptions, opened: AsyncDisposableStack): Promise<string> {
  const postgres = await joinEmbeddedPostgres({ dataDir: config.dataDir, ...options });
  opened.adopt(postgres, (each) => each.leave());
  return postgres.url;
}
