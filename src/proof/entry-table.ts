import type { Hash } from "./hash.ts";
import type { ProofSchema } from "./map-table.ts";
import { mapKey } from "./map-trie.ts";
import type { Entry } from "./proofs.ts";
import type { Database } from "./tile-table.ts";

export interface NamedEntry extends Entry {
  readonly key: Hash;
  readonly conversationId: string;
}

interface Row {
  readonly key: Buffer;
  readonly conversationId: string;
  readonly count: string;
  readonly lastIndex: string;
  readonly running: Buffer;
}

const entryOf = ({ key, conversationId, count, lastIndex, running }: Row): NamedEntry => ({
  key,
  conversationId,
  count: Number(count),
  lastIndex: Number(lastIndex),
  running,
});

/** What is known of these conversations now, by id; one without events is missing. */
export async function readEntries(
  db: Database,
  conversationIds: readonly string[],
  schema: ProofSchema = "proof",
): Promise<Map<string, Entry>> {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await db.query<Row>({
    name: `read entries of ${schema}`,
    text: `select key, conversation_id as "conversationId", count, last_index as "lastIndex", running
      from ${schema}.conversations where key = any ($1)`,
    values: [conversationIds.map(mapKey)],
  });
  return new Map(rows.map((row) => [row.conversationId, entryOf(row)]));
}

export interface EntryChange {
  readonly entries: ReadonlyMap<string, Entry>;
  /** The number of the first checkpoint that will show them. */
  readonly checkpoint: number;
}

export async function writeEntries(
  db: Database,
  { entries, checkpoint }: EntryChange,
  schema: ProofSchema = "proof",
): Promise<void> {
  if (entries.size === 0) return;
  const all = [...entries];
  await db.query({
    name: `write entries of ${schema}`,
    text: `with changed as (
        select * from unnest($1::bytea[], $2::text[], $3::bigint[], $4::bigint[], $5::bytea[])
          as c (key, conversation_id, count, last_index, running)
      ), kept as (
        insert into ${schema}.entries (key, checkpoint, count, last_index, running)
        select key, $6, count, last_index, running from changed
        on conflict (key, checkpoint) do update
          set count = excluded.count, last_index = excluded.last_index, running = excluded.running
      )
      insert into ${schema}.conversations (key, conversation_id, count, last_index, running) select * from changed
      on conflict (key) do update
        set count = excluded.count, last_index = excluded.last_index, running = excluded.running`,
    values: [
      all.map(([id]) => mapKey(id)),
      all.map(([id]) => id),
      all.map(([, { count }]) => count),
      all.map(([, { lastIndex }]) => lastIndex),
      all.map(([, { running }]) => running),
      checkpoint,
    ],
  });
}

const pageSize = 5_000;

/** The entries that a checkpoint is the first to show, in pages, in the order of their keys. */
export async function* changedEntries(
  db: Database,
  checkpoint: number,
  schema: ProofSchema = "proof",
): AsyncGenerator<readonly NamedEntry[]> {
  yield* pages(db, {
    name: `changed entries of ${schema}`,
    text: `select e.key, c.conversation_id as "conversationId", e.count, e.last_index as "lastIndex", e.running
      from ${schema}.entries e join ${schema}.conversations c using (key)
      where e.checkpoint = $1 and e.key > $2 order by e.key limit ${pageSize}`,
    checkpoint,
  });
}

/** All entries as a checkpoint shows them, in pages, in the order of their keys. */
export async function* entriesAt(db: Database, checkpoint: number): AsyncGenerator<readonly NamedEntry[]> {
  yield* pages(db, {
    name: "entries at a checkpoint",
    text: `select c.key, c.conversation_id as "conversationId", e.count, e.last_index as "lastIndex", e.running
      from proof.conversations c cross join lateral (
        select count, last_index, running from proof.entries
        where key = c.key and checkpoint <= $1 order by checkpoint desc limit 1
      ) e
      where c.key > $2 order by c.key limit ${pageSize}`,
    checkpoint,
  });
}

async function* pages(
  db: Database,
  { name, text, checkpoint }: { readonly name: string; readonly text: string; readonly checkpoint: number },
): AsyncGenerator<readonly NamedEntry[]> {
  let after: Buffer = Buffer.alloc(0);
  for (;;) {
    const { rows } = await db.query<Row>({ name, text, values: [checkpoint, after] });
    if (rows.length > 0) yield rows.map(entryOf);
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.key;
  }
}

/** What a checkpoint shows of a conversation; null where it has no events yet. */
export async function readEntryAt(db: Database, conversationId: string, checkpoint: number): Promise<Entry | null> {
  const { rows } = await db.query<Omit<Row, "key" | "conversationId">>({
    name: "read entry at",
    text: `select count, last_index as "lastIndex", running from proof.entries
      where key = $1 and checkpoint <= $2 order by checkpoint desc limit 1`,
    values: [mapKey(conversationId), checkpoint],
  });
  const [row] = rows;
  return row ? { count: Number(row.count), lastIndex: Number(row.lastIndex), running: row.running } : null;
}

/** Conversations of which something else is stored, up to a checkpoint, than the temporary tables have; ten at most. */
export async function damagedEntries(db: Database, checkpoint: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select max(coalesce(c.conversation_id, t.conversation_id, encode(key, 'hex'))) as id
     from (select key, checkpoint, count, last_index, running from proof.entries where checkpoint <= $1) stored
     full join (select key, checkpoint, count, last_index, running from pg_temp.entries) told using (key, checkpoint)
     left join proof.conversations c using (key) left join pg_temp.conversations t using (key)
     where (stored.count, stored.last_index, stored.running) is distinct from (told.count, told.last_index, told.running)
     group by key order by key limit 10`,
    [checkpoint],
  );
  return rows.map(({ id }) => id);
}
