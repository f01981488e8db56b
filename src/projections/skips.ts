import type { Pool } from "pg";
import type { Position } from "../event-store/port.ts";
import { changed, channel } from "./channel.ts";

export interface Skip {
  readonly name: string;
  /** Of the event that the projection stopped at. */
  readonly position: Position;
  readonly reason: string;
  /** Who answers for it. */
  readonly by: string;
}

/** Nothing of that name is stopped there. */
export class NotStopped extends Error {
  override readonly name = "NotStopped";
}

/**
 * Records that every build of a projection, this and later ones, leaves out the event that it stopped at, and goes on.
 * @throws NotStopped when it is not stopped at that position.
 */
export async function skip(pool: Pool, { name, position, reason, by }: Skip): Promise<void> {
  const { rowCount } = await pool.query(
    `with resumed as (
       update projections.versions v set state = 'running', error = null, poison_position = null, poison_event_id = null
       from projections.versions old
       where v.name = $1 and v.state = 'stopped' and v.poison_position = $2
         and old.name = v.name and old.version = v.version
       returning old.poison_event_id as event_id
     ), skipped as (
       insert into projections.skips (name, position, event_id, reason, by)
       select distinct $1::text, $2::bigint, resumed.event_id, $3::text, $4::text from resumed
       on conflict (name, event_id) do nothing
     ), told as (
       -- Other versions that have not come so far yet: a new token makes their leaders begin again, with this skip.
       update projections.versions set lease_token = gen_random_uuid()
       where name = $1 and state = 'running' and lease_token is not null and position < $2
         and exists (select from resumed)
     )
     select pg_notify($5, $6) from resumed`,
    [name, position, reason, by, channel, changed],
  );
  if (rowCount === 0) throw new NotStopped(`No version of ${name} is stopped at ${position}.`);
}

/** Lets a stopped projection try again where it stopped. @throws NotStopped */
export async function retry(pool: Pool, name: string): Promise<void> {
  const { rowCount } = await pool.query(
    `with resumed as (
       update projections.versions set state = 'running', error = null, poison_position = null, poison_event_id = null
       where name = $1 and state = 'stopped' returning name
     )
     select pg_notify($2, $3) from resumed`,
    [name, channel, changed],
  );
  if (rowCount === 0) throw new NotStopped(`No version of ${name} is stopped.`);
}

/** The ids of the events that builds of a projection leave out. */
export async function skippedBy(pool: Pool, name: string): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ event_id: string }>("select event_id from projections.skips where name = $1", [
    name,
  ]);
  return new Set(rows.map((row) => row.event_id));
}
