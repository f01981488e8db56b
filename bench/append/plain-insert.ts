import pg from "pg";
import { mustAgree } from "../support/benchmark.ts";
import { messageEvent } from "../support/message-event.ts";
import { countOf, query } from "../support/postgres.ts";
import { Writers } from "../support/writers.ts";
import type { Appending } from "./appending.ts";

/** What anybody would write first: a row a transaction, a connection per writer, with the log's own constraints. */
export async function plainInsert(url: string, writerCount: number): Promise<Appending> {
  await query(url, table);
  const pool = new pg.Pool({ connectionString: url, max: writerCount });
  const writers = new Writers(writerCount, (writer, revision) => insert(pool, `conversation-${writer}`, revision));
  return {
    writeFor: (seconds) => writers.writeFor(seconds),
    async check() {
      mustAgree("The rows inserted", { counted: writers.acknowledged, found: await countOf(url, "plain_events") });
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

const table = `
  create table plain_events (
    position bigint generated always as identity primary key,
    revision integer not null,
    event_id uuid not null unique,
    stream text collate "C" not null,
    type text collate "C" not null,
    data text not null,
    metadata text not null,
    unique (stream, revision)
  )`;

async function insert(pool: pg.Pool, stream: string, revision: number): Promise<void> {
  const { id, type, data, metadata } = messageEvent(revision);
  await pool.query({
    name: "insert",
    text: `insert into plain_events (revision, event_id, stream, type, data, metadata)
           values ($1, $2, $3, $4, $5, $6) returning position`,
    values: [revision, id, stream, type, JSON.stringify(data), JSON.stringify(metadata)],
  });
}
