import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";

/**
 * What of a conversation decides whether somebody who is no member may read it, and whether an earlier stay counts:
 * where the history is shown from joining on, only the last one does.
 */
export const conversationsTable = `
  create table conversations (
    conversation_id text collate "C" primary key,
    is_public boolean not null,
    is_from_joining boolean not null,
    deleted_position bigint
  );
  create table bans (
    conversation_id text collate "C" not null,
    user_id text collate "C" not null,
    primary key (conversation_id, user_id)
  )`;

const insertStarted = `
  insert into conversations (conversation_id, is_public, is_from_joining)
  select conversation_id, is_public, is_from_joining
  from unnest($1::text[], $2::boolean[], $3::boolean[]) as started (conversation_id, is_public, is_from_joining)`;

const updateVisibility = `
  update conversations c set is_public = changed.is_public
  from unnest($1::text[], $2::boolean[]) as changed (conversation_id, is_public)
  where c.conversation_id = changed.conversation_id`;

const updateDeleted = `
  update conversations c set deleted_position = deleted.position
  from unnest($1::text[], $2::bigint[]) as deleted (conversation_id, position)
  where c.conversation_id = deleted.conversation_id`;

const insertBans = `
  insert into bans (conversation_id, user_id) select * from unnest($1::text[], $2::text[])
  on conflict do nothing`;

const deleteBans = `
  delete from bans b using unnest($1::text[], $2::text[]) as lifted (conversation_id, user_id)
  where b.conversation_id = lifted.conversation_id and b.user_id = lifted.user_id`;

interface Ban {
  readonly conversationId: string;
  readonly userId: string;
  readonly isLifted: boolean;
}

/** What a batch comes to. */
interface Found {
  readonly started: Map<string, { readonly isPublic: boolean; readonly isFromJoining: boolean }>;
  readonly visible: Map<string, boolean>;
  readonly deleted: Map<string, bigint>;
  readonly bans: Map<string, Ban>;
}

export async function writeConversations(
  client: PoolClient,
  events: readonly Logged<ConversationEvent>[],
): Promise<void> {
  const found: Found = { started: new Map(), visible: new Map(), deleted: new Map(), bans: new Map() };
  for (const event of events) take(found, event);
  const { started, visible, deleted, bans } = found;
  if (started.size > 0) {
    const rows = [...started.values()];
    const [open, late] = [rows.map(({ isPublic }) => isPublic), rows.map(({ isFromJoining }) => isFromJoining)];
    await client.query(insertStarted, [[...started.keys()], open, late]);
  }
  if (visible.size > 0) await client.query(updateVisibility, [[...visible.keys()], [...visible.values()]]);
  if (deleted.size > 0) await client.query(updateDeleted, [[...deleted.keys()], [...deleted.values()]]);
  await writeBans(client, [...bans.values()]);
}

function take({ started, visible, deleted, bans }: Found, event: Logged<ConversationEvent>): void {
  const id = conversationOf(event);
  switch (event.type) {
    case "ConversationStarted": {
      const { visibility, historyVisibility } = event.data;
      started.set(id, { isPublic: visibility === "public", isFromJoining: historyVisibility === "joined" });
      return;
    }
    case "VisibilityChanged":
      visible.set(id, event.data.visibility === "public");
      return;
    case "ConversationDeleted":
      deleted.set(id, event.position);
      return;
    case "PersonBanned":
    case "PersonUnbanned": {
      const { userId } = event.data;
      bans.set(`${id} ${userId}`, { conversationId: id, userId, isLifted: event.type === "PersonUnbanned" });
      return;
    }
    default:
  }
}

async function writeBans(client: PoolClient, bans: readonly Ban[]): Promise<void> {
  for (const isLifted of [false, true]) {
    const rows = bans.filter((ban) => ban.isLifted === isLifted);
    if (rows.length === 0) continue;
    const values = [rows.map(({ conversationId }) => conversationId), rows.map(({ userId }) => userId)];
    await client.query(isLifted ? deleteBans : insertBans, values);
  }
}
