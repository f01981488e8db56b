import type { Pool, PoolClient } from "pg";
import { refuse, type Refused } from "../domain/decision.ts";
import type { Position } from "../event-store/port.ts";
import { transaction } from "../platform/postgres/transaction.ts";
import { tellChanged } from "./builds.ts";
import { causeOf, record, type Cause } from "./record.ts";

export interface Retry extends Cause {
  readonly name: string;
}

export interface Skip extends Retry {
  /** Of the event that the projection stopped at. */
  readonly position: Position;
  readonly reason: string;
}

export type Resumed = { readonly kind: "done" } | Refused;

/** Records that every build of a projection, this and later ones, leaves out the event that it stopped at, and goes on. */
export async function skip(pool: Pool, { name, position, reason, by }: Skip): Promise<Resumed> {
  return transaction(pool, async (client) => {
    const [poison] = await resumed(client, name, position);
    if (!poison?.eventId) return refuse("conflict", `No build of ${name} is stopped at ${position}.`);
    const { eventId } = poison;
    await client.query(
      `insert into projections.skips (name, position, event_id, reason, by) values ($1, $2, $3, $4, $5)
       on conflict (name, event_id) do nothing`,
      [name, position, eventId, reason, by],
    );
    // Other builds that have not come so far yet: a new token makes their leaders begin again, with this skip.
    await client.query(
      `update projections.builds set lease_token = gen_random_uuid()
       where name = $1 and state = 'running' and lease_token is not null and position < $2`,
      [name, position],
    );
    const data = { readModel: name, eventId, position: String(position), by, reason };
    await record(client, { type: "ReadModelEventSkipped", data });
    await tellChanged(client);
    return { kind: "done" };
  });
}

/** Lets the stopped builds of a projection try again where they stopped. */
export async function retry(pool: Pool, { name, ...cause }: Retry): Promise<Resumed> {
  return transaction(pool, async (client) => {
    const stops = await resumed(client, name, null);
    if (stops.length === 0) return refuse("conflict", `No build of ${name} is stopped.`);
    for (const { eventId } of stops) {
      const data = { readModel: name, ...(eventId !== null && { eventId }), ...causeOf(cause) };
      await record(client, { type: "ReadModelRetried", data });
    }
    await tellChanged(client);
    return { kind: "done" };
  });
}

/** The events that builds were stopped at, which run again once this is committed: at one position, or wherever. */
async function resumed(
  client: PoolClient,
  name: string,
  position: Position | null,
): Promise<readonly { readonly eventId: string | null }[]> {
  const { rows } = await client.query<{ eventId: string | null }>(
    `with stopped as (
       select build, poison_event_id from projections.builds
       where name = $1 and state = 'stopped' and ($2::bigint is null or poison_position = $2) for update
     )
     update projections.builds b set state = 'running', error = null, poison_position = null, poison_event_id = null
     from stopped where b.name = $1 and b.build = stopped.build
     returning stopped.poison_event_id as "eventId"`,
    [name, position],
  );
  return rows;
}

/** The ids of the events that builds of a projection leave out. */
export async function skippedBy(pool: Pool, name: string): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ event_id: string }>("select event_id from projections.skips where name = $1", [
    name,
  ]);
  return new Set(rows.map((row) => row.event_id));
}
