import type { Pool } from "pg";
import type { EventStore, Position } from "../event-store/port.ts";
import type { Pace } from "./pace.ts";

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly build: number;
  /** Whether queries go to it. */
  readonly isActive: boolean;
  /** Whether queries went to it before the active one. */
  readonly isPrevious: boolean;
  /** Whether it has been at the log's end, so that queries may go to it. */
  readonly isReady: boolean;
  readonly position: Position;
  /** From its position to the log's head; on EventStoreDB positions are bytes, so it tells little but whether it is 0. */
  readonly lag: Position;
  /** Over the last seconds; 0 when nothing moved. */
  readonly eventsPerSecond: number;
  readonly eventsProcessed: number;
  /** Until it is at the log's end, as fast as it and the log went over the last seconds; null while nothing tells, or it never would be. */
  readonly secondsLeft: number | null;
  /** Of one that is built beside and gets on: how fast it goes, and why. */
  readonly pace: Pace | null;
  /** Whether an operator has it take no rests for those who write. */
  readonly isHurried: boolean;
  /** `loading`: its secondary indexes are yet to be built. `waiting`: no process leads it. */
  readonly state: "loading" | "running" | "waiting" | "stopped";
  readonly error: string | null;
  /** The event that it stopped at. */
  readonly poison: { readonly position: Position; readonly eventId: string } | null;
  readonly holder: string | null;
  readonly startedAt: Date;
  readonly updatedAt: Date;
}

/** How every build of every projection is doing, of one, or of all. */
export async function statusOfAll(
  pool: Pool,
  store: Pick<EventStore, "head">,
  name?: string,
): Promise<ProjectionStatus[]> {
  const head = await store.head();
  const { rows } = await pool.query<StatusRow>(
    `select v.name, v.version, v.build, coalesce(a.build = v.build, false) as is_active,
       coalesce(a.previous = v.build, false) as is_previous, v.is_indexed as is_ready, v.position,
       case when v.updated_at > now() - interval '5 s' then v.positions_per_second else 0 end as positions_per_second,
       case when v.updated_at > now() - interval '5 s' then v.events_per_second else 0 end as events_per_second,
       case when v.updated_at > now() - interval '5 s' and not v.is_indexed then v.pace end as pace,
       v.is_hurried and not v.is_indexed as is_hurried,
       v.events_processed, v.error, v.poison_position, v.poison_event_id, v.lease_holder, v.started_at, v.updated_at,
       case when v.state = 'stopped' then 'stopped' when coalesce(v.lease_until < now(), true) then 'waiting'
         when not v.is_indexed then 'loading' else 'running' end as state
     from projections.builds v left join projections.active a on a.name = v.name
     where v.state <> 'dropping' and ($1::text is null or v.name = $1)
     order by v.name, v.build`,
    [name],
  );
  const growth = growthBy(rows, head);
  return rows.map((row) => statusOf(row, { head, growth }));
}

interface StatusRow {
  readonly name: string;
  readonly version: number;
  readonly build: number;
  readonly is_active: boolean;
  readonly is_previous: boolean;
  readonly is_ready: boolean;
  readonly positions_per_second: number;
  readonly position: string;
  readonly events_per_second: number;
  readonly pace: Pace | null;
  readonly is_hurried: boolean;
  readonly events_processed: string;
  readonly state: ProjectionStatus["state"];
  readonly error: string | null;
  readonly poison_position: string | null;
  readonly poison_event_id: string | null;
  readonly lease_holder: string | null;
  readonly started_at: Date;
  readonly updated_at: Date;
}

/** Seconds behind the log's end at which what keeps up with the log is, at most. */
const usualDelay = 5;

/** Positions a second by which the log grows: as fast as whatever is at its end goes. */
function growthBy(rows: readonly StatusRow[], head: Position): number {
  const keepingUp = rows.filter(
    ({ is_ready: isReady, position, positions_per_second: speed }) =>
      isReady && Number(head - BigInt(position)) <= speed * usualDelay,
  );
  return Math.max(0, ...keepingUp.map(({ positions_per_second: speed }) => speed));
}

function statusOf(
  row: StatusRow,
  { head, growth }: { readonly head: Position; readonly growth: number },
): ProjectionStatus {
  const position = BigInt(row.position);
  const lag = head > position ? head - position : 0n; // it may have moved since the head was read
  const { poison_position: poisonPosition, poison_event_id: eventId } = row;
  return {
    name: row.name,
    version: row.version,
    build: row.build,
    isActive: row.is_active,
    isPrevious: row.is_previous,
    isReady: row.is_ready,
    position,
    lag,
    eventsPerSecond: row.events_per_second,
    eventsProcessed: Number(row.events_processed),
    secondsLeft: secondsLeftOf(row, lag, growth),
    pace: row.pace,
    isHurried: row.is_hurried,
    state: row.state,
    error: row.error,
    poison: poisonPosition !== null && eventId !== null ? { position: BigInt(poisonPosition), eventId } : null,
    holder: row.lease_holder,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  };
}

/** What is built beside has to make up for what the log grows by meanwhile, too. */
function secondsLeftOf(row: StatusRow, lag: Position, growth: number): number | null {
  if (lag === 0n) return 0;
  const gained = row.positions_per_second - (row.is_ready ? 0 : growth);
  return row.pace !== "losing" && gained > 0 ? Number(lag) / gained : null;
}
