import type { PoolClient } from "pg";
import { isLine, type ConversationEvent } from "../../../domain/conversation/events.ts";
import { locate, type ConversationId } from "../../../domain/ids.ts";
import type { InboxEvent } from "../../../domain/inbox/events.ts";
import type { MessageEvent } from "../../../domain/message/events.ts";
import { conversationOf, isOfConversation, logged, type Logged } from "../../../events/logged.ts";
import type { RecordedEvent } from "../../../event-store/port.ts";
import { rowSet } from "../../row-set.ts";
import { storableTime } from "../../storable.ts";
import { schema } from "./tables.ts";

/** A message; what else happens in a conversation; what becomes of a message; a member's inbox; what is of a person. */
export type Part = "message" | "change" | "fate" | "inbox" | "person";

interface Place {
  readonly part: Part;
  readonly conversationId: ConversationId | null;
  readonly line: number | null;
}

interface EventRow extends Place {
  readonly position: bigint;
  readonly actor: string;
  /** Of its batch up to here. */
  readonly latestAt: string;
}

const set = rowSet<EventRow>({
  position: ["bigint", (row) => row.position],
  part: ["text", (row) => row.part],
  conversation_id: ["text", (row) => row.conversationId],
  line: ["int", (row) => row.line],
  actor_id: ["text", (row) => row.actor],
  latest_at: ["timestamptz", (row) => row.latestAt],
});

const insert = `
  with clock as (
    update clock now set latest_at = greatest(now.latest_at, $7)
    from (select latest_at from clock) was returning was.latest_at
  )
  insert into events (${set.names})
  select position, part, conversation_id, line, actor_id, greatest(given.latest_at, clock.latest_at)
  from ${set.unnested}, clock`;

export async function writeEvents(client: PoolClient, batch: readonly RecordedEvent[]): Promise<void> {
  const rows = rowsOf(batch);
  const last = rows.at(-1);
  if (!last) return;
  await client.query({ name: `${schema} events`, text: insert, values: [...set.values(rows), last.latestAt] });
}

function rowsOf(batch: readonly RecordedEvent[]): EventRow[] {
  let latestAt = "";
  return batch.flatMap((recorded) => {
    const event = logged<ConversationEvent>(recorded);
    const place = placeOf(recorded);
    if (!place) return [];
    const at = storableTime(event.at);
    if (at > latestAt) latestAt = at;
    return [{ ...place, position: event.position, actor: event.actor, latestAt }];
  });
}

/** Null for what is no part of what is looked at. */
function placeOf(recorded: RecordedEvent): Place | null {
  const { stream } = recorded;
  if (isOfConversation(recorded)) return placeInConversation(logged<ConversationEvent>(recorded));
  if (stream.startsWith("message-")) return placeOfFate(logged<MessageEvent>(recorded));
  if (stream.startsWith("inbox-")) {
    const { conversationId } = logged<InboxEvent>(recorded).data;
    return { part: "inbox", conversationId, line: null };
  }
  return stream.startsWith("user-") ? { part: "person", conversationId: null, line: null } : null;
}

function placeInConversation(event: Logged<ConversationEvent>): Place {
  const part = event.type === "MessageSent" ? "message" : "change";
  return { part, conversationId: conversationOf(event), line: isLine(event) ? event.revision : null };
}

function placeOfFate({ data }: Logged<MessageEvent>): Place {
  return { part: "fate", conversationId: data.conversationId, line: locate(data.messageId)?.revision ?? null };
}
