import type { PoolClient } from "pg";
import type { ConversationEvent, LineEvent } from "../../../domain/conversation/events.ts";
import type { ConversationId } from "../../../domain/ids.ts";
import type { MessageEvent } from "../../../domain/message/events.ts";
import { saidAt } from "../../../domain/recorded.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";
import { rowSet } from "../../row-set.ts";
import { storableJson, storableTime } from "../../storable.ts";
import { shownOfLast } from "./head-row.ts";
import { schema } from "./tables.ts";

type Message = Logged<Extract<LineEvent, { type: "MessageSent" }>>;

/** The last message of a conversation in which a batch brings nothing but messages. */
export interface LastMessage {
  readonly id: ConversationId;
  readonly message: Message;
  /** When the latest of the batch's messages was said. */
  readonly latestAt: string;
}

export const isMessage = (event: Logged<ConversationEvent | MessageEvent>): event is Message =>
  event.type === "MessageSent";

/** Messages of one conversation, at least one, in their order. */
export type Messages = [Message, ...Message[]];

export function lastOf(messages: Messages): LastMessage {
  let [message, latestAt] = [messages[0], ""];
  for (const each of messages) {
    message = each;
    if (saidAt(each) > latestAt) latestAt = saidAt(each);
  }
  return { id: conversationOf(message), message, latestAt };
}

const last = rowSet<LastMessage>({
  id: ["text", ({ id }) => id],
  latest_at: ["timestamptz", ({ latestAt }) => storableTime(latestAt)],
  last_sequence: ["int", ({ message }) => message.data.sequence],
  last_revision: ["int", ({ message }) => message.revision],
  last_position: ["bigint", ({ message }) => message.position],
  last_actor_id: ["text", ({ message }) => message.actor],
  last_type: ["text", ({ message }) => message.type],
  last_data: ["jsonb", ({ message }) => storableJson(shownOfLast(message))],
  last_at: ["timestamptz", ({ message }) => storableTime(saidAt(message))],
});

/** Needs no look at the rows before. Of a deleted conversation there is none, and none is made. */
export async function writeLastMessages(client: PoolClient, rows: readonly LastMessage[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: `${schema} last messages`,
    text: `with changed as (
        update conversations c set active_at = greatest(c.active_at, given.latest_at),
          last_sequence = given.last_sequence, last_revision = given.last_revision, last_position = given.last_position,
          last_actor_id = given.last_actor_id, last_type = given.last_type, last_data = given.last_data,
          last_at = given.last_at, last_edited_at = null, last_deleted_at = null, last_deleted_by = null
        from ${last.unnested} where c.id = given.id
        returning c.id, c.visibility, c.active_at
      )
      update public_rooms r set active_at = changed.active_at
      from changed where changed.visibility = 'public' and r.id = changed.id`,
    values: last.values(rows),
  });
}
