import type { Pool, PoolClient } from "pg";
import type { Checkpoint } from "../event-store/checkpoint.ts";
import type { Position, RecordedEvent } from "../event-store/port.ts";
import { LeaseLost } from "./lease.ts";
import type { Pace } from "./pace.ts";
import type { Build } from "./projection.ts";

/** What must still be true of the row for anything of this tenure to be written. */
export interface Claim {
  readonly build: Build;
  readonly token: string;
  readonly position: Position;
}

export interface Move {
  readonly to: Checkpoint;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly positionsPerSecond: number;
  readonly pace: Pace | null;
}

/** @throws LeaseLost when the claim does not hold: the transaction that it is part of cannot be committed any more. */
export async function moveCheckpoint(
  connection: Pool | PoolClient,
  claim: Claim,
  { to, events, eventsPerSecond, positionsPerSecond, pace }: Move,
): Promise<void> {
  await update(connection, claim, {
    name: "move checkpoint",
    set: `epoch = $5, position = $6, last_event_id = $7, last_event_position = $8,
      events_processed = events_processed + $9, events_per_second = $10, positions_per_second = $11, pace = $12,
      updated_at = now()`,
    values: [
      to.epoch,
      to.position,
      to.lastEvent?.id,
      to.lastEvent?.position,
      events,
      eventsPerSecond,
      positionsPerSecond,
      pace,
    ],
  });
}

/** @throws LeaseLost */
export async function markMigrated(client: PoolClient, claim: Claim, epoch: string): Promise<void> {
  await update(client, claim, { name: "mark migrated", set: "epoch = $5, is_migrated = true", values: [epoch] });
}

/** @throws LeaseLost */
export async function markIndexed(client: PoolClient, claim: Claim): Promise<void> {
  await update(client, claim, { name: "mark indexed", set: "is_indexed = true", values: [] });
}

export interface Stop {
  readonly error: string;
  readonly poison: RecordedEvent | null;
}

/** Records why the projection stops, and lets the lease go. @throws LeaseLost */
export async function recordStop(pool: Pool, claim: Claim, { error, poison }: Stop): Promise<void> {
  await update(pool, claim, {
    name: "record stop",
    set: `state = 'stopped', error = $5, poison_position = $6, poison_event_id = $7, events_per_second = 0,
      lease_holder = null, lease_token = null, lease_until = null, updated_at = now()`,
    values: [error, poison?.position, poison?.id],
  });
}

interface Update {
  /** Of the prepared statement. */
  readonly name: string;
  readonly set: string;
  readonly values: readonly unknown[];
}

const divisionByZero = "22012";

/** The statement itself fails where the claim does not hold, so that a commit sent right behind it commits nothing. */
async function update(
  connection: Pool | PoolClient,
  { build, token, position }: Claim,
  { name, set, values }: Update,
): Promise<void> {
  const text = `
    with updated as (
      update projections.builds set ${set}
      where name = $1 and build = $2 and lease_token = $3 and position = $4 returning name
    )
    select 1 / count(*) from updated`;
  try {
    await connection.query({ name, text, values: [build.projection.name, build.number, token, position, ...values] });
  } catch (error) {
    if ((error as { code?: unknown }).code === divisionByZero) throw new LeaseLost(build);
    throw error;
  }
}
