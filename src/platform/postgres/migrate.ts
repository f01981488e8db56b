import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
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
