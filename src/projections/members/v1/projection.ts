import type { PoolClient } from "pg";
import type { Projection } from "../../projection.ts";
import { rowSet } from "../../row-set.ts";
import { changesOf, type ChangesById, type Joining, type MemberChange } from "./changes.ts";
import { writeModeration } from "./moderation.ts";
import { ownAtFirst, writeOwnSettings } from "./own-settings.ts";
import { indexes, schema, tables } from "./tables.ts";

/** Who is in which conversation, and how far each has come there. */
export const members: Projection = {
  name: "members",
  version: 1,
  schema,
  prefixes: ["conversation-", "inbox-", "retention-"],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    const changes = changesOf(batch);
    await removeAll(client, changes);
    const changed = [...changes.values()].flatMap(({ members: each }) => [...each.values()]);
    await writeJoined(client, changed.filter(isJoining));
    await writeStaying(
      client,
      changed.filter((change) => !isJoining(change)),
    );
    await writeModeration(client, batch);
    await writeOwnSettings(client, batch);
  },
};

type Joined = MemberChange & { readonly joining: Joining };

const isJoining = (change: MemberChange): change is Joined => change.joining !== null;

async function removeAll(client: PoolClient, changes: ChangesById): Promise<void> {
  const deleted = [...changes].filter(([, { isDeleted }]) => isDeleted).map(([id]) => id);
  if (deleted.length === 0) return;
  await client.query(`delete from members where conversation_id = any ($1::text[])`, [deleted]);
}

const joined = rowSet<Joined>({
  conversation_id: ["text", ({ conversationId }) => conversationId],
  user_id: ["text", ({ userId }) => userId],
  role: ["text", ({ joining, hasLeft }) => (hasLeft ? null : joining.role)],
  joined_at: ["timestamptz", ({ joining }) => joining.at],
  joined_revision: ["int", ({ joining }) => joining.revision],
  joined_ordinal: ["int", ({ joining }) => joining.ordinal],
  joined_sequence: ["int", ({ joining }) => joining.sequence],
  added_by: ["text", ({ joining }) => joining.addedBy],
  read_to: ["int", ({ read }) => read.to],
  read_at: ["timestamptz", ({ read }) => read.at],
  delivered_to: ["int", ({ delivered }) => delivered.to],
  delivered_at: ["timestamptz", ({ delivered }) => delivered.at],
});

/** Markers only go forwards, and their times are of when they got there. */
const advanced = (row: string): string => `
  read_at = case when ${row}.read_to > m.read_to then ${row}.read_at else m.read_at end,
  read_to = greatest(m.read_to, ${row}.read_to),
  delivered_at = case when ${row}.delivered_to > m.delivered_to then ${row}.delivered_at else m.delivered_at end,
  delivered_to = greatest(m.delivered_to, ${row}.delivered_to)`;

/** Whoever comes back has the markers from before. */
async function writeJoined(client: PoolClient, rows: readonly Joined[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} joined`,
    text: `insert into members as m (${joined.names}) select ${joined.names} from ${joined.unnested}
      on conflict (conversation_id, user_id) do update set
        role = excluded.role, joined_at = excluded.joined_at, joined_revision = excluded.joined_revision,
        joined_ordinal = excluded.joined_ordinal, joined_sequence = excluded.joined_sequence,
        added_by = excluded.added_by, ${ownAtFirst}, ${advanced("excluded")}`,
    values: joined.values(rows),
  });
}

const staying = rowSet<MemberChange>({
  conversation_id: ["text", ({ conversationId }) => conversationId],
  user_id: ["text", ({ userId }) => userId],
  has_left: ["boolean", ({ hasLeft }) => hasLeft],
  read_to: ["int", ({ read }) => read.to],
  read_at: ["timestamptz", ({ read }) => read.at],
  delivered_to: ["int", ({ delivered }) => delivered.to],
  delivered_at: ["timestamptz", ({ delivered }) => delivered.at],
});

/** Nobody has markers who never was a member: there is no row to move them in, nor one of a deleted conversation. */
async function writeStaying(client: PoolClient, rows: readonly MemberChange[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} staying`,
    text: `update members as m set role = case when given.has_left then null else m.role end, ${advanced("given")}
      from ${staying.unnested}
      where m.conversation_id = given.conversation_id and m.user_id = given.user_id
        and (given.has_left or given.read_to > m.read_to or given.delivered_to > m.delivered_to)`,
    values: staying.values(rows),
  });
}
