import type { Pool, PoolClient } from "pg";
import { refuse, type Refused } from "../domain/decision.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { tellChanged, type BuildRow } from "./builds.ts";
import { isHeldUp, longestLockMs } from "./held-up.ts";

/**
 * Gives up a build that is not asked, and its tables. Its leader is out first, so that the tables are nobody's; should
 * this process die in between, whoever keeps read models up to date finishes it.
 */
export async function drop(
  pool: Pool,
  named: Pick<BuildRow, "name" | "build">,
): Promise<{ readonly kind: "done" } | Refused> {
  const refused = await transaction(pool, (client) => giveUp(client, named));
  if (refused) return refused;
  await finishDrop(pool, named);
  return { kind: "done" };
}

async function giveUp(client: PoolClient, { name, build }: Pick<BuildRow, "name" | "build">): Promise<Refused | null> {
  const { rows } = await client.query<{ build: number }>(
    "select build from projections.active where name = $1 for update",
    [name],
  );
  if (rows[0]?.build === build) return refuse("conflict", "Queries go to it. Switch to another one first.");
  const { rowCount } = await client.query(
    `update projections.builds set state = 'dropping', error = null, poison_position = null, poison_event_id = null,
       lease_holder = null, lease_token = null, lease_until = null
     where name = $1 and build = $2`,
    [name, build],
  );
  return rowCount === 0 ? refuse("not_found") : null;
}

/** Nothing, where somebody else has finished it. Where its tables are still read it is left to the next look. */
export async function finishDrop(pool: Pool, { name, build }: Pick<BuildRow, "name" | "build">): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query(`set local lock_timeout = ${longestLockMs}`);
    const { rows } = await client.query<{ schema: string }>(
      `select schema_name as schema from projections.builds where name = $1 and build = $2 and state = 'dropping'
       for update`,
      [name, build],
    );
    const [row] = rows;
    if (!row) return;
    await client.query(`drop schema if exists ${client.escapeIdentifier(row.schema)} cascade`);
    await client.query("update projections.active set previous = null where name = $1 and previous = $2", [
      name,
      build,
    ]);
    await client.query("delete from projections.builds where name = $1 and build = $2", [name, build]);
    await tellChanged(client);
  }).catch((error: unknown) => {
    if (!isHeldUp(error)) throw error;
  });
}
