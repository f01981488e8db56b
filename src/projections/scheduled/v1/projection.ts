import type { PoolClient } from "pg";
import type { ScheduledEvent, SendScheduled } from "../../../domain/scheduled/events.ts";
import { logged, type Logged } from "../../../events/logged.ts";
import { forgettingStreams, forgottenIn } from "../../forgotten.ts";
import type { Projection } from "../../projection.ts";
import { storableJson } from "../../storable.ts";
import { forgetWords } from "./forget.ts";
import { indexes, schema, tables } from "./tables.ts";

/** Messages that are to be sent later. There are so few of them that each event has a statement of its own. */
export const scheduled: Projection = {
  name: "scheduled",
  version: 1,
  schema,
  prefixes: ["scheduled-", ...forgettingStreams],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    for (const event of batch.filter(({ stream }) => stream.startsWith("scheduled-")))
      await write(client, logged<ScheduledEvent>(event));
    await forgetWords(client, forgottenIn(batch));
  },
};

async function write(client: PoolClient, event: Logged<ScheduledEvent>): Promise<void> {
  const id = event.stream.slice("scheduled-".length);
  const { type, data } = event;
  switch (type) {
    case "SendScheduled":
      await client.query(
        `insert into scheduled (id, conversation_id, user_id, status, send_at, created_at, message, words_at)
         values ($1, $2, $3, 'waiting', $4, $5, $6, $5)`,
        [id, data.conversationId, data.userId, data.sendAt, event.at, messageOf(data)],
      );
      return;
    case "ScheduledChanged":
      await client.query(`update scheduled set send_at = $2, message = $3, words_at = $4 where id = $1`, [
        id,
        data.sendAt,
        messageOf(data),
        event.at,
      ]);
      return;
    case "ScheduledCancelled":
      await client.query(`delete from scheduled where id = $1`, [id]);
      return;
    case "ScheduledTaken":
      await client.query(`update scheduled set status = 'taken' where id = $1`, [id]);
      return;
    case "ScheduledSent":
      await client.query(`update scheduled set status = 'sent', message_id = $2, message = null where id = $1`, [
        id,
        data.messageId,
      ]);
      return;
    case "ScheduledRefused":
      await client.query(`update scheduled set status = 'refused', code = $2 where id = $1`, [id, data.code]);
  }
}

function messageOf(event: SendScheduled): string {
  const { conversationId: _, userId: __, ...message } = event;
  return storableJson(message);
}
