import type { Pool } from "pg";
import { EventUnreadable } from "../errors.ts";
import { readSafely } from "./failures.ts";
import type { Page, PageRequest } from "../paging.ts";
import type { JsonObject, Position, ReadStreamOptions, RecordedEvent } from "../port.ts";

/** No answer of the database is much larger, so that a page of large events cannot fill the memory. */
const maxAnswerBytes = 4_194_304;

type Row = [
  position: string,
  stream: string,
  revision: number,
  id: string,
  type: string,
  data: string,
  metadata: string,
];

/** One round trip: the log's head, and the events of a stretch; positions being dense, its end is known without a match. */
export async function readPage(pool: Pool, { after, size, prefixes }: PageRequest): Promise<Page> {
  const { rows } = await readSafely(() =>
    pool.query<[head: string, total: string | null, ...Row]>({
      name: prefixes ? "read page of prefixes" : "read page",
      text: `
      select log.head, page.total, page.position, page.stream, page.revision, page.event_id, page.type, page.data, page.metadata
      from (select coalesce(max(position), 0) as head from log.events) log
      left join (
        select position, stream, revision, event_id, type, data, metadata, count(*) over () as total,
          sum(octet_length(data)) over (order by position) - octet_length(data) as bytes_before
        from log.events
        where position > $1 and position <= $1 + $2 ${prefixes ? "and stream ^@ any ($4)" : ""}
      ) page on page.bytes_before < $3
      order by page.position`,
      values: [after, size, maxAnswerBytes, ...(prefixes ? [prefixes] : [])],
      rowMode: "array",
    }),
  );
  const head = BigInt(rows[0]?.[0] ?? 0);
  const matches = Number(rows[0]?.[1] ?? 0);
  const events = matches === 0 ? [] : rows.map(([, , ...row]) => recorded(row));
  const isCut = events.length < matches;
  const windowEnd = smaller(after + BigInt(size), head);
  const position = isCut ? (events.at(-1)?.position ?? after) : larger(windowEnd, after);
  return { kind: "progress", events, position, caughtUp: position >= head };
}

export async function* readStream(
  pool: Pool,
  stream: string,
  options: ReadStreamOptions,
): AsyncGenerator<RecordedEvent> {
  const isForwards = options.direction !== "backwards";
  let from = options.from ?? (isForwards ? 0 : 2_147_483_647);
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const events = await readSome(pool, { stream, from, isForwards, size: Math.min(left, 500) });
    yield* events;
    const last = events.at(-1);
    if (!last || (!isForwards && last.revision === 0)) return;
    left -= events.length;
    from = last.revision + (isForwards ? 1 : -1);
  }
}

interface StreamPart {
  readonly stream: string;
  readonly from: number;
  readonly isForwards: boolean;
  readonly size: number;
}

async function readSome(pool: Pool, { stream, from, isForwards, size }: StreamPart): Promise<RecordedEvent[]> {
  const order = isForwards ? "asc" : "desc";
  const { rows } = await readSafely(() =>
    pool.query<Row>({
      name: `read stream ${order}`,
      text: `
      select position, stream, revision, event_id, type, data, metadata
      from (
        select position, stream, revision, event_id, type, data, metadata,
          sum(octet_length(data)) over (order by revision ${order}) - octet_length(data) as bytes_before
        from log.events
        where stream = $1 and revision ${isForwards ? ">=" : "<="} $2
        order by revision ${order} limit $3
      ) part
      where bytes_before < $4
      order by revision ${order}`,
      values: [stream, from, size, maxAnswerBytes],
      rowMode: "array",
    }),
  );
  return rows.map(recorded);
}

export async function readAt(pool: Pool, position: Position): Promise<RecordedEvent | null> {
  const { rows } = await readSafely(() =>
    pool.query<Row>({
      name: "read at",
      text: `select position, stream, revision, event_id, type, data, metadata from log.events where position = $1`,
      values: [position],
      rowMode: "array",
    }),
  );
  return rows[0] ? recorded(rows[0]) : null;
}

/** By one look-up each, in one round trip. */
export async function readAllAt(pool: Pool, positions: readonly Position[]): Promise<readonly RecordedEvent[]> {
  const { rows } = await readSafely(() =>
    pool.query<Row>({
      name: "read all at",
      text: `
      select e.position, e.stream, e.revision, e.event_id, e.type, e.data, e.metadata
      from unnest($1::bigint[]) as wanted (position)
      cross join lateral (select * from log.events where position = wanted.position limit 1) as e
      order by e.position`,
      values: [[...new Set(positions)]],
      rowMode: "array",
    }),
  );
  return rows.map(recorded);
}

/** @throws EventUnreadable where somebody else changed what stands there. */
function recorded([at, stream, revision, id, type, data, metadata]: Row): RecordedEvent {
  const position = BigInt(at);
  try {
    const parsed = { data: JSON.parse(data) as JsonObject, metadata: JSON.parse(metadata) as JsonObject };
    return { kind: "event", position, stream, revision, id, type, ...parsed };
  } catch (cause) {
    throw new EventUnreadable({ position, stream, revision }, { cause });
  }
}

const smaller = (a: Position, b: Position): Position => (a < b ? a : b);
const larger = (a: Position, b: Position): Position => (a > b ? a : b);
