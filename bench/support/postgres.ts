import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { joinEmbeddedPostgres } from "../../src/platform/postgres/embedded/index.ts";
import { migrate } from "../../src/platform/postgres/migrate.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/** An embedded PostgreSQL as the product runs it, durable, in a temporary folder; room for a pool per contender. */
export class BenchPostgres implements AsyncDisposable {
  readonly #url: string;
  readonly #stop: () => Promise<void>;

  private constructor(url: string, stop: () => Promise<void>) {
    this.#url = url;
    this.#stop = stop;
  }

  static async start(): Promise<BenchPostgres> {
    const dataDir = await mkdtemp(join(tmpdir(), "verbatim-bench-"));
    const postgres = await joinEmbeddedPostgres({ dataDir, as: "server", settings: { max_connections: "300" } });
    const stop = async (): Promise<void> => {
      for (const signal of signals) process.off(signal, interrupted);
      await postgres.leave();
      await rm(dataDir, { recursive: true, force: true });
    };
    // The server outlives its users: without this, an interrupted run would leave it behind.
    const interrupted = (): void => void stop().finally(() => process.exit(130));
    for (const signal of signals) process.once(signal, interrupted);
    return new BenchPostgres(postgres.url, stop);
  }

  async newDatabase(name: string): Promise<string> {
    await query(this.#url, `create database ${pg.escapeIdentifier(name)}`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** A new database with the log's tables. */
  async newLog(name: string): Promise<string> {
    const url = await this.newDatabase(name);
    await migrate(url);
    return url;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop();
  }
}

export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

export async function countOf(url: string, table: string): Promise<number> {
  const [row] = await query<{ count: string }>(url, `select count(*) as count from ${table}`);
  return Number(row?.count);
}
