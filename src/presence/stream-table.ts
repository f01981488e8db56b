import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { UserId } from "../domain/ids.ts";

/** A stream that is open in this process. */
export interface OpenStream {
  /** In the order in which they were opened. */
  readonly number: number;
  readonly userId: UserId;
  readonly since: Date;
  /** Of the log: everything up to here was told. */
  readonly position: bigint;
  /** Whether nothing is left to catch up on. */
  readonly isLive: boolean;
  /** When it was told something last; null: nothing yet. */
  readonly toldAt: Date | null;
}

/** What became of this process's streams since they were written down last. */
export interface StreamChanges {
  readonly written: readonly OpenStream[];
  readonly gone: readonly number[];
}

/** Whoever was not heard of for so long is gone, with all its streams. */
const lostAfter = "20 seconds";

/** This process's rows of the tables streams.processes and streams.open. */
export class StreamTable {
  readonly #id = randomUUID();
  readonly #pool: Pool;
  readonly #name: string;

  constructor(pool: Pool, name: string) {
    this.#pool = pool;
    this.#name = name;
  }

  /** Shows that this process is there. @returns whether nothing was known of it */
  async beat(): Promise<boolean> {
    await this.#pool.query(
      `delete from streams.processes where seen_at < now() - interval '${lostAfter}' and id <> $1`,
      [this.#id],
    );
    const { rows } = await this.#pool.query<{ isNew: boolean }>(
      `insert into streams.processes (id, name) values ($1, $2)
       on conflict (id) do update set seen_at = now() returning xmax = 0 as "isNew"`,
      [this.#id, this.#name],
    );
    return rows[0]?.isNew ?? true;
  }

  async write({ written, gone }: StreamChanges): Promise<void> {
    if (gone.length > 0)
      await this.#pool.query("delete from streams.open where process_id = $1 and number = any ($2::int[])", [
        this.#id,
        gone,
      ]);
    if (written.length === 0) return;
    await this.#pool.query(
      `insert into streams.open (process_id, number, user_id, since, position, is_live, told_at)
       select $1, number, user_id, since, position, is_live, told_at
       from unnest($2::int[], $3::text[], $4::timestamptz[], $5::bigint[], $6::boolean[], $7::timestamptz[])
         as given (number, user_id, since, position, is_live, told_at)
       on conflict (process_id, number)
       do update set position = excluded.position, is_live = excluded.is_live, told_at = excluded.told_at`,
      [
        this.#id,
        written.map(({ number }) => number),
        written.map(({ userId }) => userId),
        written.map(({ since }) => since),
        written.map(({ position }) => position),
        written.map(({ isLive }) => isLive),
        written.map(({ toldAt }) => toldAt),
      ],
    );
  }

  async leave(): Promise<void> {
    await this.#pool.query("delete from streams.processes where id = $1", [this.#id]);
  }
}

/** A process that has streams, or may have. */
export interface StreamingProcess {
  readonly id: string;
  readonly name: string;
  readonly seenAt: Date;
  readonly streams: number;
  readonly people: number;
}

export interface ListedStream extends OpenStream {
  readonly processId: string;
  /** `since` with its microseconds, for the cursor. */
  readonly exactly: string;
}

export interface StreamCursor {
  readonly since: string;
  readonly process: string;
  readonly number: number;
}

/** At most a hundred of them, by name. */
export async function streamingProcesses(pool: Pool): Promise<readonly StreamingProcess[]> {
  const { rows } = await pool.query<StreamingProcess>(
    `select p.id, p.name, p.seen_at as "seenAt", count(o.number)::int as streams,
       count(distinct o.user_id)::int as people
     from streams.processes p left join streams.open o on o.process_id = p.id
     where p.seen_at > now() - interval '${lostAfter}' group by p.id order by p.name, p.id limit 100`,
  );
  return rows;
}

/** How many people have a stream open, in whichever processes. */
export async function countConnected(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ people: number }>(
    `select count(distinct o.user_id)::int as people from streams.open o join streams.processes p on p.id = o.process_id
     where p.seen_at > now() - interval '${lostAfter}'`,
  );
  return rows[0]?.people ?? 0;
}

/** Streams of all processes, the newest first. */
export async function openStreams(
  pool: Pool,
  { limit, after }: { readonly limit: number; readonly after: StreamCursor | null },
): Promise<readonly ListedStream[]> {
  const { rows } = await pool.query<Omit<ListedStream, "position"> & { readonly position: string }>(
    `select o.process_id as "processId", o.number, o.user_id as "userId", o.since, o.since::text as exactly, o.position,
       o.is_live as "isLive", o.told_at as "toldAt"
     from streams.open o join streams.processes p on p.id = o.process_id
     where p.seen_at > now() - interval '${lostAfter}'
       and ($2::timestamptz is null or (o.since, o.process_id, o.number) < ($2, $3, $4))
     order by o.since desc, o.process_id desc, o.number desc limit $1`,
    [limit, after?.since, after?.process, after?.number],
  );
  return rows.map((row) => ({ ...row, position: BigInt(row.position) }));
}
