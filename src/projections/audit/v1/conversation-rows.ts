import type { PoolClient } from "pg";
import type { ConversationEvent } from "../../../domain/conversation/events.ts";
import { membershipChange } from "../../../domain/conversation/membership.ts";
import type { Personal } from "../../../domain/recorded.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";
import { folded } from "../../folded.ts";
import { storableText, storableTime } from "../../storable.ts";
import { schema } from "./tables.ts";

type Started = Logged<Extract<ConversationEvent, { type: "ConversationStarted" }>>;

/** Conversations by name and by who is or was in them, also after they were deleted. Such events are few. */
export async function writeConversations(
  client: PoolClient,
  events: readonly Logged<ConversationEvent>[],
): Promise<void> {
  for (const event of events) {
    if (event.type === "MessageSent") continue;
    await writeChange(client, event);
    await writePeople(client, event);
  }
}

async function writeChange(client: PoolClient, event: Logged<ConversationEvent>): Promise<void> {
  switch (event.type) {
    case "ConversationStarted":
      return insertConversation(client, event);
    case "ConversationRenamed":
      if (event.data.name === undefined) return;
      return update(client, event, "name = $2, name_folded = $3", named(event.data.name));
    case "VisibilityChanged":
      return update(client, event, "visibility = $2", [event.data.visibility]);
    case "ConversationDeleted":
      return update(client, event, "deleted_at = $2", [storableTime(event.at)]);
    default:
  }
}

async function insertConversation(client: PoolClient, event: Started): Promise<void> {
  const { kind, visibility, createdBy, name = null } = event.data;
  await client.query({
    name: `${schema} conversation`,
    text: `insert into conversations (id, position, kind, visibility, name, name_folded, created_by, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      conversationOf(event),
      event.position,
      kind,
      visibility,
      ...named(name),
      createdBy,
      storableTime(event.at),
    ],
  });
}

async function update(
  client: PoolClient,
  event: Logged<ConversationEvent>,
  assignments: string,
  values: readonly (string | null)[],
): Promise<void> {
  const text = `update conversations set ${assignments} where id = $1`;
  await client.query({ name: `${schema} ${assignments}`, text, values: [conversationOf(event), ...values] });
}

async function writePeople(client: PoolClient, event: Logged<ConversationEvent>): Promise<void> {
  const { added } = membershipChange(event);
  if (added.length === 0) return;
  await client.query({
    name: `${schema} people`,
    text: `insert into people (conversation_id, user_id, position) select $1, unnest($2::text[]), $3 on conflict do nothing`,
    values: [conversationOf(event), added.map(({ userId }) => userId), event.position],
  });
}

/** Empty is taken away, null was erased: there is none. */
function named(text: Personal): [string | null, string | null] {
  const name = text ? storableText(text) : null;
  return [name, name === null ? null : folded(name)];
}
