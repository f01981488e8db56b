import type { PoolClient } from "pg";
import type { ConversationId } from "../../../domain/ids.ts";
import type { RecordedEvent } from "../../../event-store/port.ts";
import { forgettingStreams, forgottenIn } from "../../forgotten.ts";
import type { Projection } from "../../projection.ts";
import { rowSet } from "../../row-set.ts";
import { fatesOf } from "./fates.ts";
import { forgetWords } from "./forget.ts";
import { addMentions } from "./mentions.ts";
import { writePins } from "./pins.ts";
import { changesOf, type LineChanges, type NewLine } from "./rows.ts";
import { indexes, schema, tables } from "./tables.ts";
import { writeFates } from "./write-fates.ts";

/** The lines of conversations: their words, and the counts that tell what is unread. */
export const lines: Projection = {
  name: "lines",
  version: 1,
  schema,
  prefixes: ["conversation-", "message-", ...forgettingStreams],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch: readonly RecordedEvent[]) {
    const changes = changesOf(batch);
    await forgetConversations(client, changes);
    const stored = withRunning(changes, await runningIn(client, changes));
    await addLines(client, stored);
    await addMentions(client, stored);
    await writePins(client, changes);
    await writeFates(client, fatesOf(batch));
    await forgetWords(client, forgottenIn(batch));
  },
};

/** What runs along the lines of a conversation, up to one of them. */
interface Running {
  readonly countable: number;
  /** Empty before the first. */
  readonly latestAt: string;
}

const beginning: Running = { countable: 0, latestAt: "" };

/** Where the conversations stand whose lines go on from stored ones: one look-up each. */
async function runningIn(
  client: PoolClient,
  changes: ReadonlyMap<ConversationId, LineChanges>,
): Promise<ReadonlyMap<string, Running>> {
  const going = [...changes].filter(([, change]) => !change.isStarted && !change.isDeleted && change.lines.length > 0);
  if (going.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; countable: number; latestAt: Date }>({
    name: `${schema} running`,
    text: `select asked.id, last.countable, last.latest_at as "latestAt"
      from unnest($1::text[]) as asked (id)
      cross join lateral (
        select countable, latest_at from lines where conversation_id = asked.id
        order by sequence desc limit 1
      ) as last`,
    values: [going.map(([id]) => id)],
  });
  return new Map(rows.map(({ id, countable, latestAt }) => [id, { countable, latestAt: latestAt.toISOString() }]));
}

type StoredLine = NewLine & Running;

function withRunning(
  changes: ReadonlyMap<ConversationId, LineChanges>,
  from: ReadonlyMap<string, Running>,
): readonly StoredLine[] {
  return [...changes].flatMap(([id, change]) => {
    let { countable, latestAt } = from.get(id) ?? beginning;
    return change.lines.map((line) => {
      if (line.isCountable) countable += 1;
      if (line.createdAt > latestAt) latestAt = line.createdAt;
      return { ...line, countable, latestAt };
    });
  });
}

async function forgetConversations(
  client: PoolClient,
  changes: ReadonlyMap<ConversationId, LineChanges>,
): Promise<void> {
  const deleted = [...changes].filter(([, { isDeleted }]) => isDeleted).map(([id]) => id);
  if (deleted.length === 0) return;
  for (const table of ["lines", "reacted", "mentions", "pins"])
    await client.query(`delete from ${table} where conversation_id = any ($1::text[])`, [deleted]);
}

const added = rowSet<StoredLine>({
  conversation_id: ["text", (line) => line.conversationId],
  sequence: ["int", (line) => line.sequence],
  revision: ["int", (line) => line.revision],
  position: ["bigint", (line) => line.position],
  created_at: ["timestamptz", (line) => line.createdAt],
  latest_at: ["timestamptz", (line) => line.latestAt],
  countable: ["int", (line) => line.countable],
  reply_to_revision: ["int", (line) => line.replyToRevision],
  actor_id: ["text", (line) => line.actorId],
  type: ["text", (line) => line.type],
  message_type: ["text", (line) => line.messageType],
  content: ["text", (line) => line.content],
  said: ["jsonb", (line) => line.said],
  data: ["text", (line) => line.data],
  event: ["jsonb", (line) => line.event],
  client_message_id: ["text", (line) => line.clientMessageId],
});

async function addLines(client: PoolClient, rows: readonly StoredLine[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} add`,
    text: `insert into lines (${added.names}) select ${added.names} from ${added.unnested}`,
    values: added.values(rows),
  });
}
