import type { PoolClient } from "pg";
import type { AnyEvent } from "../../../events/index.ts";
import { toldBy, type Audience } from "../../../wire/told.ts";
import type { Logged } from "../../../events/logged.ts";
import { rowSet } from "../../row-set.ts";
import { storableTime } from "../../storable.ts";

/**
 * `latest_at` is the latest `occurred_at` so far: the clocks of several processes are never quite the same, and a search
 * by time needs an order that never goes back. The clock keeps it from one batch to the next.
 */
export const toldTable = `
  create table told (
    position bigint not null,
    n int not null,
    audience text collate "C" not null,
    what jsonb not null,
    occurred_at timestamptz not null,
    latest_at timestamptz not null
  );
  create table clock (latest_at timestamptz not null);
  insert into clock (latest_at) values ('-infinity')`;

export const toldIndexes = `
  create index told_by_audience on told (audience, position, n);
  create index told_by_time on told (latest_at, position)`;

interface ToldRow {
  readonly position: bigint;
  readonly n: number;
  readonly audience: string;
  /** As JSON text. */
  readonly what: string;
  readonly occurredAt: string;
  /** Of its batch up to here. */
  readonly latestAt: string;
}

const set = rowSet<ToldRow>({
  position: ["bigint", (row) => row.position],
  n: ["int", (row) => row.n],
  audience: ["text", (row) => row.audience],
  what: ["jsonb", (row) => row.what],
  occurred_at: ["timestamptz", (row) => row.occurredAt],
  latest_at: ["timestamptz", (row) => row.latestAt],
});

const insert = `
  with clock as (
    update clock now set latest_at = greatest(now.latest_at, $7)
    from (select latest_at from clock) was returning was.latest_at
  )
  insert into told (position, n, audience, what, occurred_at, latest_at)
  select position, n, audience, what, occurred_at, greatest(given.latest_at, clock.latest_at)
  from ${set.unnested}, clock`;

export async function writeTold(client: PoolClient, events: readonly Logged<AnyEvent>[]): Promise<void> {
  const rows = rowsOf(events);
  const last = rows.at(-1);
  if (last) await client.query({ name: "timeline told", text: insert, values: [...set.values(rows), last.latestAt] });
}

function rowsOf(events: readonly Logged<AnyEvent>[]): ToldRow[] {
  let latestAt = "";
  return events.flatMap((event) => {
    const occurredAt = storableTime(event.at);
    return toldBy(event).map(({ audience, what }, n) => {
      if (occurredAt > latestAt) latestAt = occurredAt;
      const { position } = event;
      return { position, n, audience: audienceText(audience), what: JSON.stringify(what), occurredAt, latestAt };
    });
  });
}

/** As the rows name it; ids have neither colon nor asterisk. */
function audienceText(audience: Audience): string {
  switch (audience.kind) {
    case "conversation":
      return `c:${audience.id}`;
    case "user":
      return `u:${audience.id}`;
    case "everyone":
      return "*";
  }
}
