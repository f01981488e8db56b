import { sql, type FragmentSqlToken } from "slonik";
import { z } from "zod";
import { untouched, type Deletion, type Line } from "../../domain/conversation/line.ts";
import {
  historyVisibilities,
  incidentStatuses,
  severities,
  type Incident,
  type LineEvent,
} from "../../domain/conversation/events.ts";
import type { UserId } from "../../domain/ids.ts";
import { deliveredUpToMembers } from "../../domain/inbox/advance-markers.ts";
import { notifyLevels } from "../../domain/inbox/events.ts";
import type { Delivery } from "../../wire/conversation.ts";
import type { HeadForMe } from "../reads/conversations.ts";
import { knownUpTo, type Viewer } from "./access.ts";
import { firstMemberIds } from "./called.ts";
import * as fields from "./fields.ts";
import { conversations, drafts, members } from "./tables.ts";
import { isArchived, mayBeUnread, unreadCount, unreadMentions } from "./unread.ts";

/** Whether all others have read the last line, or were delivered it, where the viewer wrote it. */
const delivery = (viewer: Viewer): FragmentSqlToken => {
  const others = sql.fragment`
    select from ${members} o where o.conversation_id = c.id and o.role is not null and o.user_id <> ${viewer}`;
  return sql.fragment`
    case
      when m.role is null or c.last_type is distinct from 'MessageSent' or c.last_actor_id <> ${viewer} then null
      when c.member_count > ${deliveredUpToMembers} then 'sent'
      when not exists (${others} and o.read_to < c.last_sequence) then 'read'
      when not exists (${others} and o.delivered_to < c.last_sequence) then 'delivered'
      else 'sent'
    end`;
};

/** Of a member `m`; null once it has passed. */
export const mutedUntil = sql.fragment`case when m.muted_until > now() then m.muted_until end`;

/** Whether who may read it may read its last line, as that is now: nobody has gone since it is known who may. */
const isLastKnown = sql.fragment`(c.left_position is null or c.left_position <= ${knownUpTo})`;

/** The beginning of their draft, where it was written during this stay. */
const draft = (viewer: Viewer): FragmentSqlToken => sql.fragment`(
    select d.preview from ${drafts} d
    where d.user_id = ${viewer} and d.conversation_id = c.id and d.up_to >= m.joined_sequence
  )`;

/** What is asked of a conversation `c` for a viewer who is its member `m`, or none. */
export const headColumns = (viewer: Viewer, by = { unreadCount }): FragmentSqlToken => sql.fragment`
  c.id, c.kind, c.visibility, c.history_visibility as "historyVisibility", c.incident_status as "incidentStatus",
  c.incident_severity as "incidentSeverity", c.incident_lots as "incidentLots", c.name, c.description, c.owner_ids as "ownerIds", c.member_count as "memberCount",
  array(${firstMemberIds}) as "firstMemberIds",
  c.last_revision as "lastRevision", c.last_position as "lastPosition", c.last_actor_id as "lastActor",
  c.last_type as "lastType", c.last_data as "lastData", c.last_at as "lastAt",
  ${isLastKnown} as "isLastKnown",
  c.last_deleted_at as "lastDeletedAt", c.last_deleted_by as "lastDeletedBy", c.last_sequence as "lastSequence",
  c.created_by as "createdBy", c.created_at as "createdAt", c.active_at as "updatedAt",
  m.role, ${mutedUntil} as "mutedUntil", coalesce(m.read_to, 0) as "readTo",
  case when m.role is not null then ${by.unreadCount} else 0 end as "unreadCount",
  case when m.role is not null and ${mayBeUnread} then ${unreadMentions} else 0 end as "mentionCount",
  m.unread_from as "unreadFrom", coalesce(m.is_muted, false) as "isMuted", coalesce(m.notify, 'all') as notify,
  coalesce(${isArchived}, false) as "isArchived",
  ${delivery(viewer)} as delivery, ${draft(viewer)} as draft`;

/** Joins the viewer's membership `m`, where there is one. */
export const myMembership = (viewer: Viewer): FragmentSqlToken =>
  sql.fragment`left join ${members} m on m.conversation_id = c.id and m.user_id = ${viewer} and m.role is not null`;

export const headTable = sql.fragment`${conversations} c`;

export const headRow = z.object({
  id: fields.conversationId,
  kind: fields.kind,
  visibility: fields.visibility,
  historyVisibility: z.enum(historyVisibilities),
  incidentStatus: z.enum(incidentStatuses).nullable(),
  incidentSeverity: z.enum(severities).nullable(),
  incidentLots: z.array(z.string()).nullable(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  ownerIds: z.array(fields.userId),
  memberCount: fields.count,
  firstMemberIds: z.array(fields.userId),
  lastRevision: fields.count.nullable(),
  lastPosition: fields.position.nullable(),
  lastActor: fields.userId.nullable(),
  lastType: fields.lineType.nullable(),
  lastData: fields.object.nullable(),
  lastAt: fields.time.nullable(),
  isLastKnown: z.boolean(),
  lastDeletedAt: fields.time.nullable(),
  lastDeletedBy: fields.userId.nullable(),
  lastSequence: fields.count,
  createdBy: fields.userId,
  createdAt: fields.time,
  updatedAt: fields.time,
  role: fields.role.nullable(),
  mutedUntil: fields.time.nullable(),
  readTo: fields.count,
  unreadCount: fields.count,
  mentionCount: fields.count,
  unreadFrom: fields.count.nullable(),
  isMuted: z.boolean(),
  isArchived: z.boolean(),
  notify: z.enum(notifyLevels),
  delivery: z.custom<Delivery>().nullable(),
  draft: z.string().nullable(),
});

export type HeadRow = z.output<typeof headRow>;

export function headForMe(row: HeadRow, viewer: UserId): HeadForMe {
  return {
    head: {
      id: row.id,
      kind: row.kind,
      visibility: row.visibility,
      historyVisibility: row.historyVisibility,
      incident: incidentIn(row),
      name: row.name,
      description: row.description,
      ownerIds: row.ownerIds,
      memberCount: row.memberCount,
      firstMemberIds: row.firstMemberIds,
      lastLine: isHistoryHidden(row) || !row.isLastKnown ? null : lastLineOf(row),
      lastSequence: row.lastSequence,
      createdBy: row.createdBy,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    },
    mine: {
      userId: viewer,
      role: row.role,
      mutedUntil: row.mutedUntil,
      unreadCount: row.unreadCount,
      mentionCount: row.mentionCount,
      unreadFrom: row.unreadFrom,
      isMuted: row.isMuted,
      isArchived: row.isArchived,
      notify: row.notify,
      readTo: row.readTo,
      delivery: row.delivery,
      draft: row.draft,
    },
  };
}

function incidentIn({ incidentStatus, incidentSeverity, incidentLots }: HeadRow): Incident | null {
  if (!incidentStatus || !incidentSeverity || !incidentLots) return null;
  return { status: incidentStatus, severity: incidentSeverity, lots: incidentLots };
}

/** Whoever is no member sees nothing of what is shown from joining on. */
const isHistoryHidden = ({ historyVisibility, role }: HeadRow): boolean =>
  historyVisibility === "joined" && role === null;

/** What a list shows of it: it quotes nothing, and says nothing of the key that its sender's client gave it. */
function lastLineOf(row: HeadRow): Line | null {
  const { id, lastRevision, lastPosition, lastActor, lastType, lastData, lastAt } = row;
  if (lastRevision === null || lastPosition === null || lastActor === null || lastAt === null) return null;
  return {
    conversationId: id,
    revision: lastRevision,
    position: lastPosition,
    event: { type: lastType, data: lastData } as unknown as LineEvent,
    actor: lastActor,
    createdAt: lastAt,
    clientMessageId: null,
    quote: null,
    since: { ...untouched, deleted: lastDeleted(row) },
  };
}

function lastDeleted({ lastDeletedAt: at, lastDeletedBy: by }: HeadRow): Deletion | null {
  return at !== null && by !== null ? { by, at } : null;
}
