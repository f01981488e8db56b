import type { Pool } from "pg";
import type { Epoch } from "../event-store/port.ts";
import { changed, channel } from "./channel.ts";

/** Whether a process keeps a read model up to date just now; one that was killed seems to for ten seconds more. */
export async function isAnyLed(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query("select from projections.builds where lease_until > clock_timestamp()");
  return (rowCount ?? 0) > 0;
}

/** The names of those that were made of a log of another epoch. */
export async function ofAnotherLog(pool: Pool, epoch: Epoch): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "select distinct name from projections.builds where epoch <> $1 and state <> 'dropping' order by name",
    [epoch],
  );
  return rows.map(({ name }) => name);
}

/**
 * Sends every read model that was made of another log back to the start, empty: whoever leads it next makes it of the log
 * of this epoch. Their rows name positions, which mean nothing there.
 * @returns their names
 */
export async function beginAnewIn(pool: Pool, epoch: Epoch): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `update projections.builds set lease_holder = null, lease_token = null, lease_until = null, epoch = null,
       position = 0, last_event_id = null, last_event_position = null, is_migrated = false, is_indexed = false,
       state = 'running', error = null, poison_position = null, poison_event_id = null, events_processed = 0,
       events_per_second = 0, updated_at = now()
     where epoch <> $1 and state <> 'dropping'
     returning name`,
    [epoch],
  );
  await pool.query("select pg_notify($1, $2)", [channel, changed]);
  return [...new Set(rows.map(({ name }) => name))].toSorted();
}
