import { fileURLToPath } from "node:url";
import { readdir } from "node:fs/promises";
import { parse } from "node:path";
import pg from "pg";

export const migrationsFolder = fileURLToPath(new URL("../../../migrations", import.meta.url));
const migrationLock = 7_265_504;

/**
 * Brings the log's and the primary tables to this release's shape, each migration in a transaction of its own. Several
 * processes may call it at once: one works, the others wait and find nothing left to do.
 * @returns the names of the migrations that were run.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, application_name: "verbatim migrate" });
  client.on("error", () => undefined); // a lost connection fails the statement under way
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    if (await isDone(client)) return [];
    const { runner } = await import("node-pg-migrate"); // most starts need none of it
    const done = await runner({
      dbClient: client,
      dir: migrationsFolder,
      direction: "up",
      migrationsSchema: "verbatim",
      createMigrationsSchema: true,
      migrationsTable: "migrations",
      noLock: true,
      checkOrder: true,
      log: () => undefined,
    });
    return done.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Whether just the migrations of this release were run, in their order; the runner says what is wrong otherwise. */
async function isDone(client: pg.Client): Promise<boolean> {
  const { rows: tables } = await client.query(
    "select from pg_tables where schemaname = 'verbatim' and tablename = 'migrations'",
  );
  if (tables.length === 0) return false;
  const { rows } = await client.query<{ name: string }>("select name from verbatim.migrations order by run_on, id");
  const files = (await readdir(migrationsFolder)).filter((file) => file.endsWith(".sql")).toSorted();
  return rows.length === files.length && rows.every(({ name }, index) => name === parse(files[index] ?? "").name);
}
