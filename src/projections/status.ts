import type { Pool } from "pg";
import type { EventStore, Position } from "../event-store/port.ts";

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly isActive: boolean;
  readonly position: Position;
  /** From its position to the log's head; on EventStoreDB positions are bytes, so it tells little but whether it is 0. */
  readonly lag: Position;
  /** Over the last seconds; 0 when nothing moved. */
  readonly eventsPerSecond: number;
  readonly eventsProcessed: number;
  /** `loading`: its secondary indexes are yet to be built. `waiting`: no process leads it. */
  readonly state: "loading" | "running" | "waiting" | "stopped";
  readonly error: string | null;
  /** The event that it stopped at. */
  readonly poison: { readonly position: Position; readonly eventId: string } | null;
  readonly holder: string | null;
  readonly updatedAt: Date;
}

/** How every version of every projection is doing. */
export async function statusOfAll(pool: Pool, store: EventStore): Promise<ProjectionStatus[]> {
  const head = await store.head();
  const { rows } = await pool.query<StatusRow>(
    `select v.name, v.version, a.version is not null as is_active, v.position,
       case when v.updated_at > now() - interval '5 s' then v.events_per_second else 0 end as events_per_second,
       v.events_processed, v.error, v.poison_position, v.poison_event_id, v.lease_holder, v.updated_at,
       case when v.state = 'stopped' then 'stopped' when coalesce(v.lease_until < now(), true) then 'waiting'
         when not v.is_indexed then 'loading' else 'running' end as state
     from projections.versions v left join projections.active a on a.name = v.name and a.version = v.version
     order by v.name, v.version`,
  );
  return rows.map((row) => statusOf(row, head));
}

interface StatusRow {
  readonly name: string;
  readonly version: number;
  readonly is_active: boolean;
  readonly position: string;
  readonly events_per_second: number;
  readonly events_processed: string;
  readonly state: ProjectionStatus["state"];
  readonly error: string | null;
  readonly poison_position: string | null;
  readonly poison_event_id: string | null;
  readonly lease_holder: string | null;
  readonly updated_at: Date;
}

function statusOf(row: StatusRow, head: Position): ProjectionStatus {
  const position = BigInt(row.position);
  const { poison_position: poisonPosition, poison_event_id: eventId } = row;
  return {
    name: row.name,
    version: row.version,
    isActive: row.is_active,
    position,
    lag: head > position ? head - position : 0n, // it may have moved since the head was read
    eventsPerSecond: row.events_per_second,
    eventsProcessed: Number(row.events_processed),
    state: row.state,
    error: row.error,
    poison: poisonPosition !== null && eventId !== null ? { position: BigInt(poisonPosition), eventId } : null,
    holder: row.lease_holder,
    updatedAt: row.updated_at,
  };
}
