import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";

/** What of a conversation decides whether somebody who is no member may read it. */
export const conversationsTable = `
  create table timeline_v1.conversations (
    conversation_id text collate "C" primary key,
    is_public boolean not null,
    deleted_position bigint
  )`;

const insertStarted = `
  insert into timeline_v1.conversations (conversation_id, is_public)
  select conversation_id, is_public from unnest($1::text[], $2::boolean[]) as started (conversation_id, is_public)`;

const updateDeleted = `
  update timeline_v1.conversations c set deleted_position = deleted.position
  from unnest($1::text[], $2::bigint[]) as deleted (conversation_id, position)
  where c.conversation_id = deleted.conversation_id`;

export async function writeConversations(
  client: PoolClient,
  events: readonly Logged<ConversationEvent>[],
): Promise<void> {
  const started = new Map<string, boolean>();
  const deleted = new Map<string, bigint>();
  for (const event of events) {
    if (event.type === "ConversationStarted") started.set(conversationOf(event), event.data.visibility === "public");
    if (event.type === "ConversationDeleted") deleted.set(conversationOf(event), event.position);
  }
  if (started.size > 0) await client.query(insertStarted, [[...started.keys()], [...started.values()]]);
  if (deleted.size > 0) await client.query(updateDeleted, [[...deleted.keys()], [...deleted.values()]]);
}
