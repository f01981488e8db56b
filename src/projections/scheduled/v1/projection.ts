import type { PoolClient } from "pg";
import type { ScheduledEvent, SendScheduled } from "../../../domain/scheduled/events.ts";
import { logged, type Logged } from "../../../events/logged.ts";
import type { Projection } from "../../projection.ts";
import { storableJson } from "../../storable.ts";
import { indexes, schema, tables } from "./tables.ts";

/** Messages that are to be sent later. There are so few of them that each event has a statement of its own. */
export const scheduled: Projection = {
  name: "scheduled",
  version: 1,
  schema,
  prefixes: ["scheduled-"],
  async migrate(client) {
    await client.query(tables);
  },
  async index(client) {
    await client.query(indexes);
  },
  async project(client, batch) {
    for (const event of batch) await write(client, logged<ScheduledEvent>(event));
  },
};

async function write(client: PoolClient, event: Logged<ScheduledEvent>): Promise<void> {
  const id = event.stream.slice("scheduled-".length);
  const { type, data } = event;
  switch (type) {
    case "SendScheduled":
      await client.query(
        `insert into ${schema}.scheduled (id, conversation_id, user_id, status, send_at, created_at, message)
         values ($1, $2, $3, 'waiting', $4, $5, $6)`,
        [id, data.conversationId, data.userId, data.sendAt, event.at, messageOf(data)],
      );
      return;
    case "ScheduledChanged":
      await client.query(`update ${schema}.scheduled set send_at = $2, message = $3 where id = $1`, [
        id,
        data.sendAt,
        messageOf(data),
      ]);
      return;
    case "ScheduledCancelled":
      await client.query(`delete from ${schema}.scheduled where id = $1`, [id]);
      return;
    case "ScheduledTaken":
      await client.query(`update ${schema}.scheduled set status = 'taken' where id = $1`, [id]);
      return;
    case "ScheduledSent":
      await client.query(
        `update ${schema}.scheduled set status = 'sent', message_id = $2, message = null where id = $1`,
        [id, data.messageId],
      );
      return;
    case "ScheduledRefused":
      await client.query(`update ${schema}.scheduled set status = 'refused', code = $2 where id = $1`, [id, data.code]);
  }
}

function messageOf(event: SendScheduled): string {
  const { conversationId: _, userId: __, ...message } = event;
  return storableJson(message);
}
