import { randomUUID } from "node:crypto";
import pg from "pg";
import { conversationId, userId, type ConversationId, type UserId } from "../../src/domain/ids.ts";
import type { JsonObject, RecordedEvent } from "../../src/event-store/port.ts";
import { transaction } from "../../src/platform/postgres/transaction.ts";
import { rowSet } from "../../src/projections/row-set.ts";
import { conversations } from "../../src/projections/conversations/v1/projection.ts";
import { lines } from "../../src/projections/lines/v1/projection.ts";
import { members } from "../../src/projections/members/v1/projection.ts";
import type { Projection } from "../../src/projections/projection.ts";
import { search } from "../../src/projections/search/v1/projection.ts";
import { users } from "../../src/projections/users/v1/projection.ts";
import { query } from "../support/postgres.ts";
import { text } from "./texts.ts";

const projections = [users, conversations, members, lines, search];
const conversationCount = 2_000;
const batchSize = 10_000;
const firstMoment = Date.UTC(2026, 0, 1);

/** One who is in every conversation, and one who is in every tenth. */
export const everywhere: UserId = userId("everywhere");
export const somewhere: UserId = userId("somewhere");

const idOf = (n: number): ConversationId => conversationId(`conversation-${n % conversationCount}`);

/** The first conversation is as large as a tenth of all. */
export const largest = idOf(0);

/** Messages as the read models are made of them, and the same as plain rows. */
export async function fill(url: string, total: number): Promise<void> {
  const pool = new pg.Pool({
    connectionString: url,
    max: projections.length + 1,
    options: "-c synchronous_commit=off -c maintenance_work_mem=512MB",
  });
  const log = new Log();
  try {
    await transaction(pool, async (client) => {
      for (const projection of projections) {
        await client.query(`create schema ${projection.schema}; set local search_path to ${projection.schema}`);
        await projection.migrate(client);
      }
    });
    await pool.query(`create table plain (${plain.columns})`);
    const started = log.started();
    for (const projection of [conversations, members]) await project(pool, projection, started);
    let written: Promise<unknown> = Promise.resolve();
    for (let n = 0; n < total; n += batchSize) {
      // What comes next is made up while what came before is written.
      const next = log.said(n, Math.min(batchSize, total - n));
      await written;
      written = Promise.all([project(pool, search, next), pool.query(plain.insert, plain.values(next))]);
    }
    await written;
    await pool.query(addLines);
    await Promise.all([
      ...projections.map((projection) => transaction(pool, (client) => projection.index(client), projection)),
      pool.query("create index on plain (at); create index on plain (conversation_id, at)"),
    ]);
  } finally {
    await pool.end();
  }
  // Otherwise whoever asks first would pay for the hint bits.
  await query(url, "vacuum (analyze)");
}

async function project(pool: pg.Pool, projection: Projection, batch: readonly RecordedEvent[]): Promise<void> {
  await transaction(pool, (client) => projection.project(client, batch), projection);
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const said = rowSet<RecordedEvent>({
  conversation_id: ["text", ({ stream }) => stream.slice("conversation-".length)],
  sequence: ["int", ({ revision }) => revision],
  position: ["bigint", ({ position }) => position],
  at: ["timestamptz", ({ metadata }) => textOf(metadata["at"])],
  content: ["text", ({ data }) => textOf(data["content"])],
});

const plain = {
  columns: "conversation_id text, sequence int, position bigint, at timestamptz, content text",
  insert: `insert into plain (${said.names}) select ${said.names} from ${said.unnested}`,
  values: (batch: readonly RecordedEvent[]) => said.values(batch),
};

/** The rows that the projector would write, in a tenth of its time. */
const addLines = `
  insert into ${lines.schema}.lines (conversation_id, sequence, revision, position, created_at, latest_at, countable,
    actor_id, type, content)
  select conversation_id, sequence, sequence, position, at, at, sequence, '${everywhere}', 'MessageSent', content from plain`;

class Log {
  #position = 0n;
  readonly #revisions = new Map<string, number>();

  started(): readonly RecordedEvent[] {
    return Array.from({ length: conversationCount }, (_, n) => {
      const who = n % 10 === 0 ? [everywhere, somewhere] : [everywhere];
      const joined = who.map((each) => ({ userId: each, role: "member" }));
      const data = { kind: "group", visibility: "private", createdBy: everywhere, members: joined };
      return this.#event(idOf(n), { type: "ConversationStarted", data }, 0);
    });
  }

  said(from: number, count: number): readonly RecordedEvent[] {
    return Array.from({ length: count }, (_, index) => {
      const n = from + index;
      const id = n % 10 === 0 ? largest : idOf(n);
      const sequence = this.#revisions.get(id) ?? 1;
      const data = { sequence, senderId: everywhere, content: text(n) };
      return this.#event(id, { type: "MessageSent", data }, n);
    });
  }

  /** Twenty seconds from each to the next. */
  #event(id: ConversationId, event: { readonly type: string; readonly data: JsonObject }, n: number): RecordedEvent {
    const revision = this.#revisions.get(id) ?? 0;
    this.#revisions.set(id, revision + 1);
    this.#position += 1n;
    const metadata = { at: new Date(firstMoment + n * 20_000).toISOString(), actor: everywhere };
    const place = { stream: `conversation-${id}`, revision, position: this.#position };
    return { kind: "event", id: randomUUID(), ...event, metadata, ...place };
  }
}
