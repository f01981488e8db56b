import type { ClientBase, Pool } from "pg";
import type { Checkpoint } from "../event-store/checkpoint.ts";
import type { Epoch, Position } from "../event-store/port.ts";

/** Those who react, each in one process at a time: a row each of `reactors.checkpoints`. */
export type ReactorName = "reactions" | "intents";

/** The right to react, and where the log was read to when it was taken; null before the first time. */
export interface Tenure {
  readonly name: ReactorName;
  readonly token: string;
  readonly checkpoint: Checkpoint | null;
}

/** Somebody else reacts now. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";

  constructor() {
    super("Another process reacts to the log now.");
  }
}

export interface LeaseRequest {
  readonly name: ReactorName;
  readonly holder: string;
  /** Milliseconds: not renewed for so long, it may be taken by another. */
  readonly lostAfter: number;
}

/** Takes the lease if nobody holds it, or we do, or it ran out. By the server's clock. Null: not now. */
export async function takeLease(pool: Pool, { name, holder, lostAfter }: LeaseRequest): Promise<Tenure | null> {
  const { rows } = await pool.query<TenureRow>(
    `update reactors.checkpoints set lease_holder = $1, lease_token = gen_random_uuid(),
       lease_until = clock_timestamp() + $2 * interval '1 ms'
     where name = $3 and (lease_until is null or lease_until < clock_timestamp() or lease_holder = $1)
     returning lease_token, epoch, position, last_event_id, last_event_position`,
    [holder, lostAfter, name],
  );
  const [taken] = rows;
  return taken ? { name, token: taken.lease_token, checkpoint: checkpointIn(taken) } : null;
}

/** @throws LeaseLost */
export async function renewLease(
  pool: Pool,
  { name, token, lostAfter }: Pick<Tenure, "name" | "token"> & { readonly lostAfter: number },
): Promise<void> {
  const { rowCount } = await pool.query(
    `update reactors.checkpoints set lease_until = clock_timestamp() + $2 * interval '1 ms'
     where name = $3 and lease_token = $1`,
    [token, lostAfter, name],
  );
  if (rowCount === 0) throw new LeaseLost();
}

/** Everything up to there was reacted to. @param db a pool, or the transaction that did it @throws LeaseLost */
export async function moveCheckpoint(
  db: Pool | ClientBase,
  { name, token }: Pick<Tenure, "name" | "token">,
  to: Checkpoint,
): Promise<void> {
  const { rowCount } = await db.query({
    name: "move reactions",
    text: `update reactors.checkpoints set epoch = $2, position = $3, last_event_id = $4, last_event_position = $5,
        updated_at = now()
      where name = $6 and lease_token = $1`,
    values: [token, to.epoch, to.position, to.lastEvent?.id, to.lastEvent?.position, name],
  });
  if (rowCount === 0) throw new LeaseLost();
}

/** So that another process can take it at once. */
export async function releaseLease(pool: Pool, { name, token }: Pick<Tenure, "name" | "token">): Promise<void> {
  await pool.query(
    `update reactors.checkpoints set lease_holder = null, lease_token = null, lease_until = null
     where name = $2 and lease_token = $1`,
    [token, name],
  );
}

/** How far each of them has reacted to the log. */
export async function positionsOfReactors(pool: Pool): Promise<readonly { name: string; position: Position }[]> {
  const { rows } = await pool.query<{ name: string; position: string }>(
    "select name, position from reactors.checkpoints order by name",
  );
  return rows.map(({ name, position }) => ({ name, position: BigInt(position) }));
}

interface TenureRow {
  readonly lease_token: string;
  readonly epoch: Epoch | null;
  readonly position: string;
  readonly last_event_id: string | null;
  readonly last_event_position: string | null;
}

function checkpointIn({ epoch, position, last_event_id: id, last_event_position: at }: TenureRow): Checkpoint | null {
  if (epoch === null) return null;
  const lastEvent = id !== null && at !== null ? { id, position: BigInt(at) } : null;
  return { epoch, position: BigInt(position), lastEvent };
}
