import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import type { Line, Since } from "../../domain/conversation/line.ts";
import { messageTypes, type Forwarded, type LineEvent } from "../../domain/conversation/events.ts";
import { lineId, type UserId } from "../../domain/ids.ts";
import { unplanned } from "./access.ts";
import * as fields from "./fields.ts";
import { pins, reacted } from "./tables.ts";

const amongPins = sql.fragment`
  exists (select from ${pins} p where p.conversation_id = l.conversation_id and p.revision = l.revision)`;

/** A line's columns, of the table called `l`. Null where nobody in particular asks: then no reaction is theirs. */
export const lineColumns = (viewer: UserId | null, by = { isPinned: amongPins }): FragmentSqlToken => sql.fragment`
  l.conversation_id as "conversationId", l.sequence, l.revision, l.position, l.created_at as "createdAt",
  l.reply_to_revision as "replyToRevision", l.actor_id as actor, l.type, l.message_type as "messageType", l.content,
  l.said, l.data, l.event, l.client_message_id as "clientMessageId", l.edited_at as "editedAt",
  l.edited_position as "editedPosition", l.deleted_at as "deletedAt",
  l.deleted_by as "deletedBy", l.reactions, l.link_preview as "linkPreview", l.preview_position as "previewPosition",
  case when l.reactions is not null then array(
    select r.emoji from ${reacted} r
    where r.conversation_id = l.conversation_id and r.revision = l.revision and r.user_id = ${unplanned(viewer ?? "")}
  ) end as mine,
  ${by.isPinned} as "isPinned"`;

const said = z.object({
  html: z.string().exactOptional(),
  mentions: z.array(fields.userId).exactOptional(),
  mentionsAll: z.literal(true).exactOptional(),
  forwarded: z.custom<Forwarded>().exactOptional(),
});

const reaction = z.object({ emoji: z.string(), count: fields.count, userIds: z.array(fields.userId) });

const preview = z.object({
  url: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  image: z.string().nullable(),
});

export const lineRow = z.object({
  conversationId: fields.conversationId,
  sequence: fields.count,
  revision: fields.count,
  position: fields.position,
  createdAt: fields.time,
  replyToRevision: fields.count.nullable(),
  actor: fields.userId,
  type: fields.lineType,
  messageType: z.enum(messageTypes).nullable(),
  content: z.string().nullable(),
  said: said.nullable(),
  data: z.string().nullable(),
  event: fields.object.nullable(),
  clientMessageId: z.string().nullable(),
  editedAt: fields.time.nullable(),
  editedPosition: fields.position.nullable(),
  deletedAt: fields.time.nullable(),
  deletedBy: fields.userId.nullable(),
  reactions: z.array(reaction).nullable(),
  mine: z.array(z.string()).nullable(),
  isPinned: z.boolean(),
  linkPreview: preview.nullable(),
  previewPosition: fields.position.nullable(),
});

export type LineRow = z.output<typeof lineRow>;

export function lineOf(row: LineRow, quote: Line | null): Line {
  const { conversationId, revision, position, actor, createdAt, clientMessageId } = row;
  const [event, since] = [eventOf(row), sinceOf(row)];
  return { conversationId, revision, position, event, actor, createdAt, clientMessageId, quote, since };
}

/** The event that the row was made of, with the words that it has now. */
function eventOf(row: LineRow): LineEvent {
  const { conversationId, type, messageType, sequence, actor, content, replyToRevision, data, event } = row;
  if (type !== "MessageSent") return { type, data: event } as unknown as LineEvent;
  return {
    type,
    data: {
      sequence,
      senderId: actor,
      content,
      ...row.said,
      ...(messageType && { messageType }),
      ...(data !== null && { data }),
      ...(replyToRevision !== null && { replyToId: lineId({ conversationId, revision: replyToRevision }) }),
    },
  };
}

function sinceOf(row: LineRow): Since {
  const { editedAt, editedPosition, deletedAt, deletedBy, reactions, mine, isPinned, linkPreview, previewPosition } =
    row;
  return {
    edited: editedAt === null ? null : { at: editedAt, position: editedPosition },
    deleted: deletedAt !== null && deletedBy !== null ? { by: deletedBy, at: deletedAt } : null,
    reactions: (reactions ?? []).map((each) => ({ ...each, isMine: mine?.includes(each.emoji) ?? false })),
    isPinned,
    linkPreview: linkPreview && { ...linkPreview, position: previewPosition },
  };
}
