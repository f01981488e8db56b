import { sql } from "slonik";
import { z } from "zod";
import type { Line } from "../../domain/conversation/line.ts";
import type { LineEvent } from "../../domain/conversation/events.ts";
import { lineId } from "../../domain/ids.ts";
import * as fields from "./fields.ts";

/** A line's columns, of the table called `l`. */
export const lineColumns = sql.fragment`
  l.conversation_id as "conversationId", l.sequence, l.revision, l.position, l.created_at as "createdAt",
  l.reply_to_revision as "replyToRevision", l.actor_id as actor, l.type, l.content, l.data,
  l.client_message_id as "clientMessageId"`;

export const lineRow = z.object({
  conversationId: fields.conversationId,
  sequence: fields.count,
  revision: fields.count,
  position: fields.position,
  createdAt: fields.time,
  replyToRevision: fields.count.nullable(),
  actor: fields.userId,
  type: fields.lineType,
  content: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
  clientMessageId: z.string().nullable(),
});

export type LineRow = z.output<typeof lineRow>;

export function lineOf(row: LineRow, quote: Line | null): Line {
  const { conversationId, revision, position, actor, createdAt, clientMessageId } = row;
  return { conversationId, revision, position, event: eventOf(row), actor, createdAt, clientMessageId, quote };
}

/** The event that the row was made of. */
function eventOf({ conversationId, type, sequence, actor, content, replyToRevision, data }: LineRow): LineEvent {
  if (type !== "MessageSent") return { type, data } as unknown as LineEvent;
  const replyTo = replyToRevision === null ? null : lineId({ conversationId, revision: replyToRevision });
  return { type, data: { sequence, senderId: actor, content, ...(replyTo !== null && { replyToId: replyTo }) } };
}
