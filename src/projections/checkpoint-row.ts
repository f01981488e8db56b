import type { Pool, PoolClient } from "pg";
import type { Checkpoint } from "../event-store/checkpoint.ts";
import type { Position, RecordedEvent } from "../event-store/port.ts";
import { LeaseLost } from "./lease.ts";
import type { Projection } from "./projection.ts";

/** What must still be true of the row for anything of this tenure to be written. */
export interface Claim {
  readonly projection: Projection;
  readonly token: string;
  readonly position: Position;
}

export interface Move {
  readonly to: Checkpoint;
  readonly events: number;
  readonly eventsPerSecond: number;
}

/** @throws LeaseLost when the claim does not hold: the caller's transaction must not be committed. */
export async function moveCheckpoint(client: PoolClient, claim: Claim, { to, ...move }: Move): Promise<void> {
  await update(
    client,
    claim,
    `epoch = $5, position = $6, last_event_id = $7, last_event_position = $8,
     events_processed = events_processed + $9, events_per_second = $10, updated_at = now()`,
    [to.epoch, to.position, to.lastEvent?.id, to.lastEvent?.position, move.events, move.eventsPerSecond],
  );
}

/** @throws LeaseLost */
export async function markMigrated(client: PoolClient, claim: Claim, epoch: string): Promise<void> {
  await update(client, claim, "epoch = $5, is_migrated = true", [epoch]);
}

/** @throws LeaseLost */
export async function markIndexed(client: PoolClient, claim: Claim): Promise<void> {
  await update(client, claim, "is_indexed = true", []);
}

export interface Stop {
  readonly error: string;
  readonly poison: RecordedEvent | null;
}

/** Records why the projection stops, and lets the lease go. @throws LeaseLost */
export async function recordStop(pool: Pool, claim: Claim, { error, poison }: Stop): Promise<void> {
  await update(
    pool,
    claim,
    `state = 'stopped', error = $5, poison_position = $6, poison_event_id = $7, events_per_second = 0,
     lease_holder = null, lease_token = null, lease_until = null, updated_at = now()`,
    [error, poison?.position, poison?.id],
  );
}

async function update(
  connection: Pool | PoolClient,
  { projection, token, position }: Claim,
  change: string,
  values: readonly unknown[],
): Promise<void> {
  const { rowCount } = await connection.query(
    `update projections.versions set ${change} where name = $1 and version = $2 and lease_token = $3 and position = $4`,
    [projection.name, projection.version, token, position, ...values],
  );
  if (rowCount !== 1) throw new LeaseLost(projection);
}
