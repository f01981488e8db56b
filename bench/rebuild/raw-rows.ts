import pg from "pg";
import type { Sample } from "../support/in-turns.ts";
import { binaryArray } from "../../src/platform/postgres/binary-array.ts";
import { allProjections } from "../../src/projections/all.ts";
import type { Projection } from "../../src/projections/projection.ts";
import { mustAgree } from "../support/benchmark.ts";
import { readTables, type StoredTable } from "./stored-tables.ts";

const batch = 1_000;

/** The baseline: the rows that the read models have in the end, and nothing but them, from memory. */
export class RawRows implements AsyncDisposable {
  readonly #pool: pg.Pool;
  readonly #tables: ReadonlyMap<Projection, readonly StoredTable[]>;

  private constructor(pool: pg.Pool, tables: ReadonlyMap<Projection, readonly StoredTable[]>) {
    this.#pool = pool;
    this.#tables = tables;
  }

  /** @param from a database whose read models are built; @param to one without any, on the same server */
  static async read(from: string, to: string): Promise<RawRows> {
    const tables = new Map<Projection, readonly StoredTable[]>();
    for (const projection of allProjections.all) tables.set(projection, await readTables(from, projection.schema));
    const options = "-c synchronous_commit=off -c jit=off";
    return new RawRows(new pg.Pool({ connectionString: to, options, max: tables.size }), tables);
  }

  /** A connection to each read model, all at once: tables, rows in batches of a thousand, then indexes. */
  async write(done: number): Promise<Sample> {
    for (const { schema } of this.#tables.keys()) await this.#pool.query(`drop schema if exists ${schema} cascade`);
    const started = performance.now();
    await Promise.all([...this.#tables].map(([projection, tables]) => this.#writeOne(projection, tables)));
    return { done, seconds: (performance.now() - started) / 1_000 };
  }

  async check(): Promise<void> {
    for (const { name, rows } of [...this.#tables.values()].flat()) {
      if (rows.length === 0) continue;
      const counted = await this.#pool.query<{ count: string }>(`select count(*) as count from ${name}`);
      mustAgree(`The rows of ${name}`, { counted: rows.length, found: Number(counted.rows[0]?.count) });
    }
  }

  async #writeOne(projection: Projection, tables: readonly StoredTable[]): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query(`create schema ${projection.schema}; set search_path to ${projection.schema}`);
      await projection.migrate(client);
      for (const table of tables) {
        await client.query(`delete from ${table.name}`); // a table may begin with a row
        for (let from = 0; from < table.rows.length; from += batch) await insert(client, table, from);
      }
      await projection.index(client);
    } finally {
      await client.query("reset search_path");
      client.release();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }
}

async function insert(client: pg.PoolClient, { name, columns, rows }: StoredTable, from: number): Promise<void> {
  const names = columns.map((column) => column.name).join(", ");
  const given = columns.map(({ element }, index) => `$${index + 1}::${element}[]`).join(", ");
  const cast = columns.map((column) =>
    column.element === column.type ? column.name : `${column.name}::${column.type}`,
  );
  const some = rows.slice(from, from + batch);
  await client.query({
    name: `insert into ${name}`,
    text: `insert into ${name} (${names}) select ${cast.join(", ")} from unnest(${given}) as given (${names})`,
    values: columns.map(({ element }, index) =>
      binaryArray(
        element,
        some.map((row) => row[index] ?? null),
      ),
    ),
  });
}
