import type { Checkpoint as ReadCheckpoint } from "../event-store/checkpoint.ts";
import type { Database } from "./tile-table.ts";

/** How far the log was read, and what became of it. */
export interface BuilderState {
  /** Null before the first event. */
  readonly read: ReadCheckpoint | null;
  /** Leaves of the tree. */
  readonly size: number;
  /** So many events of a log that is read again were found to be those of the tree; null: it is not read again. */
  readonly compared: number | null;
  /** Why nothing is built any more. */
  readonly stopped: string | null;
}

interface Row {
  readonly epoch: string | null;
  readonly position: string;
  readonly last_event_id: string | null;
  readonly last_event_position: string | null;
  readonly size: string;
  readonly compared: string | null;
  readonly stopped: string | null;
}

const columns = "epoch, position, last_event_id, last_event_position, size, compared, stopped";

/** Where the row is locked nobody else builds until the transaction ends: they wait. */
export async function builderState(
  db: Database,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<BuilderState> {
  const { rows } = await db.query<Row>(`select ${columns} from proof.builder ${lock ? "for update" : ""}`);
  const [row] = rows;
  if (!row) throw new Error("The table proof.builder is empty: it needs its one row.");
  return {
    read: readOf(row),
    size: Number(row.size),
    compared: row.compared === null ? null : Number(row.compared),
    stopped: row.stopped,
  };
}

export async function moveBuilder(
  db: Database,
  { read, size, compared }: Omit<BuilderState, "stopped">,
): Promise<void> {
  await db.query({
    name: "move proof",
    text: `update proof.builder set epoch = $1, position = $2, last_event_id = $3, last_event_position = $4, size = $5,
      compared = $6, stopped = null`,
    values: [read?.epoch, read?.position ?? 0n, read?.lastEvent?.id, read?.lastEvent?.position, size, compared],
  });
}

export async function stopBuilder(db: Database, reason: string): Promise<void> {
  await db.query("update proof.builder set stopped = $1", [reason]);
}

function readOf({ epoch, position, last_event_id: id, last_event_position: at }: Row): ReadCheckpoint | null {
  if (epoch === null) return null;
  return {
    epoch,
    position: BigInt(position),
    lastEvent: id !== null && at !== null ? { id, position: BigInt(at) } : null,
  };
}

/** What stopped it does not count any more: somebody found the log to be what was proved. */
export async function resumeBuilder(db: Database): Promise<void> {
  await db.query("update proof.builder set stopped = null where stopped is not null");
}
