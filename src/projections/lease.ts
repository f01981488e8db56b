import type { Pool } from "pg";
import type { Epoch, Position } from "../event-store/port.ts";
import { isPresent, type Presence } from "./presence.ts";
import { titleOf, type Build } from "./projection.ts";

/** Milliseconds. */
export interface LeaseTimes {
  readonly renewEvery: number;
  /** Not renewed for so long, it may be taken by another, though its holder seems to be there. */
  readonly lostAfter: number;
}

export const leaseTimes: LeaseTimes = { renewEvery: 2_000, lostAfter: 10_000 };

/** Somebody else leads now, or we have to begin again. Nothing more is written under the token that we had. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";

  constructor(build: Build) {
    super(`${titleOf(build)} is led by another process now.`);
  }
}

/** The right to write one projection, and where it stood when the right was taken. */
export interface Tenure {
  readonly token: string;
  /** That its tables are in, as long as the token holds. */
  readonly schema: string;
  readonly epoch: Epoch | null;
  readonly position: Position;
  readonly lastEvent: { readonly position: Position; readonly id: string } | null;
  readonly isMigrated: boolean;
  readonly isIndexed: boolean;
}

export interface Candidate {
  readonly build: Build;
  /** Who asks. */
  readonly presence: Presence;
  readonly times: LeaseTimes;
}

const take = `lease_holder = $3, lease_token = gen_random_uuid(), lease_until = clock_timestamp() + $4 * interval '1 ms'`;
const tenure = `lease_token, schema_name, epoch, position, last_event_id, last_event_position, is_migrated, is_indexed`;

/**
 * Takes the lease if nobody holds it, or we do, or somebody who is gone: a new token in any case. By the server's clock.
 * Null: not now.
 */
export async function takeLease(pool: Pool, candidate: Candidate): Promise<Tenure | null> {
  return tenureBy(
    pool,
    candidate,
    `update projections.builds set ${take}
     where name = $1 and build = $2 and state = 'running'
       and (lease_until is null or lease_until < clock_timestamp() or lease_holder = $3
         or not ${isPresent("lease_holder")})
     returning ${tenure}`,
  );
}

/** Takes the lease from whoever holds it, and sends the projection back to the start, empty. */
export async function takeForRebuild(pool: Pool, candidate: Candidate): Promise<Tenure | null> {
  return tenureBy(
    pool,
    candidate,
    `update projections.builds set ${take}, epoch = null, position = 0, last_event_id = null,
       last_event_position = null, is_migrated = false, is_indexed = false, state = 'running', error = null,
       poison_position = null, poison_event_id = null, events_processed = 0, events_per_second = 0, updated_at = now()
     where name = $1 and build = $2 and state <> 'dropping'
     returning ${tenure}`,
  );
}

/** Whoever takes a lease is present first: others would take it away at once. */
async function tenureBy(pool: Pool, candidate: Candidate, text: string): Promise<Tenure | null> {
  const { build, presence, times } = candidate;
  if (!(await presence.shown())) return null;
  const values = [build.projection.name, build.number, presence.holder, times.lostAfter];
  const { rows } = await pool.query<TenureRow>(text, values);
  const [row] = rows;
  if (!row) return null;
  const { last_event_id: id, last_event_position: position } = row;
  return {
    token: row.lease_token,
    schema: row.schema_name,
    epoch: row.epoch,
    position: BigInt(row.position),
    lastEvent: id !== null && position !== null ? { id, position: BigInt(position) } : null,
    isMigrated: row.is_migrated,
    isIndexed: row.is_indexed,
  };
}

interface TenureRow {
  readonly lease_token: string;
  readonly schema_name: string;
  readonly epoch: string | null;
  readonly position: string;
  readonly last_event_id: string | null;
  readonly last_event_position: string | null;
  readonly is_migrated: boolean;
  readonly is_indexed: boolean;
}

/** Renews a lease that was taken until it is let go. That is a courtesy to others: what protects the rows is the token. */
export class Lease {
  readonly #pool: Pool;
  readonly #build: Build;
  readonly #token: string;
  readonly #times: LeaseTimes;
  readonly #timer: NodeJS.Timeout;
  #renewing: Promise<void> | null = null;
  #isLost = false;

  constructor(pool: Pool, { build, times }: Candidate, token: string) {
    this.#pool = pool;
    this.#build = build;
    this.#token = token;
    this.#times = times;
    this.#timer = setInterval(() => {
      this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
    }, times.renewEvery);
  }

  /** @throws LeaseLost as soon as it is known. */
  assertHeld(): void {
    if (this.#isLost) throw new LeaseLost(this.#build);
  }

  async stopRenewing(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }

  /** So that another process can take it at once. */
  async release(): Promise<void> {
    await this.#pool.query(
      `update projections.builds set lease_holder = null, lease_token = null, lease_until = null
       where name = $1 and build = $2 and lease_token = $3`,
      [this.#build.projection.name, this.#build.number, this.#token],
    );
  }

  async #renew(): Promise<void> {
    const renewed = this.#pool.query(
      `update projections.builds set lease_until = clock_timestamp() + $4 * interval '1 ms'
       where name = $1 and build = $2 and lease_token = $3`,
      [this.#build.projection.name, this.#build.number, this.#token, this.#times.lostAfter],
    );
    // A failure decides nothing: the next renewal, or the next batch, learns whether somebody took it.
    this.#isLost = await renewed.then(
      ({ rowCount }) => rowCount === 0,
      () => false,
    );
  }
}
