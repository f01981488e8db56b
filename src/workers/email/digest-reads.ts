import type { Pool } from "pg";
import type { Kind } from "../../domain/conversation/events.ts";
import type { Locale, MailChoice } from "../../domain/user/events.ts";
import { schema as conversationsSchema } from "../../projections/conversations/v1/tables.ts";
import { schema as linesSchema } from "../../projections/lines/v1/tables.ts";
import { schema as membersSchema } from "../../projections/members/v1/tables.ts";
import { schema as usersSchema } from "../../projections/users/v1/tables.ts";
import type { Range } from "./mails.ts";
import { mailUnlessChosen } from "./when-to-mail.ts";

/** The conversations' table, whose last lines mails go up to. */
export const conversationsTable = `${conversationsSchema}.conversations`;

/** Somebody who may be mailed just now. */
export interface Recipient {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale | null;
  readonly timeZone: string | null;
  readonly choice: MailChoice;
}

/** Null: disabled, erased, without an address or with one that takes no mail. */
export async function recipient(pool: Pool, userId: string): Promise<Recipient | null> {
  const { rows } = await pool.query<Recipient>({
    name: "recipient of mail",
    text: `select u.id as "userId", u.display_name as name, a.email, u.locale, u.time_zone as "timeZone",
        coalesce(u.notify_email, $2) as choice
      from ${usersSchema}.users u
      join accounts.accounts a on a.user_id = u.id and not a.is_disabled and a.email is not null
      where u.id = $1 and u.display_name is not null
        and not exists (select from mail.refused_addresses r where r.email_folded = a.email_folded)`,
    values: [userId, mailUnlessChosen],
  });
  return rows[0] ?? null;
}

/** What of a conversation is unread now, in the order of its lines. */
export interface UnreadConversation {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string | null;
  /** Some of the others, for one without a name. */
  readonly others: readonly { readonly id: string; readonly name: string | null }[];
  /** Of the others there are so many. */
  readonly otherCount: number;
  /** How many messages, up to a hundred. */
  readonly count: number;
  readonly messages: readonly UnreadMessage[];
}

export interface UnreadMessage {
  readonly sequence: number;
  readonly senderName: string | null;
  readonly senderId: string;
  /** The text: of html its words. */
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface Bounds {
  readonly conversations: number;
  readonly messages: number;
}

/** So many are counted. */
export const mostCounted = 100;

/**
 * Everything in these lines that somebody has still not read and may still read, in one query, the conversations with
 * the newest first: what was deleted meanwhile, or is in a conversation that they left or muted, is not there.
 */
export async function unreadIn(
  pool: Pool,
  { userId, ranges, bounds }: { readonly userId: string; readonly ranges: readonly Range[]; readonly bounds: Bounds },
): Promise<readonly UnreadConversation[]> {
  const { rows } = await pool.query<UnreadConversation>({
    name: "unread in a digest",
    text: `with ranges as (
        select * from jsonb_to_recordset($2::jsonb) as r ("conversationId" text, "from" int, "upTo" int, since timestamptz)
      )
      select c.id, c.kind, c.name, c.member_count - 1 as "otherCount", unread.count, unread.messages,
        (select coalesce(jsonb_agg(jsonb_build_object('id', o.user_id, 'name', u.display_name)), '[]') from (
          select user_id from ${membersSchema}.members
          where conversation_id = c.id and role is not null and user_id <> $1
          order by joined_revision, joined_ordinal limit 4
        ) as o left join ${usersSchema}.users u on u.id = o.user_id) as others
      from ranges r
      join ${conversationsTable} c on c.id = r."conversationId"
      join ${membersSchema}.members m on m.conversation_id = c.id and m.user_id = $1 and m.role is not null
        and not m.is_muted and m.notify <> 'none'
      cross join lateral (
        select count(*)::int as count, max(found.position) as newest,
          coalesce(jsonb_agg(jsonb_build_object('sequence', found.sequence, 'senderId', found.actor_id,
            'senderName', s.display_name, 'text', left(found.content, 1000), 'at', found.created_at)
            order by found.sequence) filter (where found.place <= $3), '[]') as messages
        from (
          select l.sequence, l.actor_id, l.content, l.created_at, l.position,
            row_number() over (order by l.sequence) as place
          from ${linesSchema}.lines l
          where l.conversation_id = c.id
            and l.sequence between greatest(r."from", m.read_to + 1, m.joined_sequence + 1) and r."upTo"
            and l.type = 'MessageSent' and l.deleted_at is null and l.content is not null and l.actor_id <> $1
            and l.created_at >= r.since
            and (m.notify = 'all' or exists (
              select from ${linesSchema}.mentions x
              where x.conversation_id = c.id and x.sequence = l.sequence and x.user_id in ($1, '')))
          order by l.sequence limit ${mostCounted}
        ) as found left join ${usersSchema}.users s on s.id = found.actor_id
      ) as unread
      where unread.count > 0
      order by unread.newest desc limit $4`,
    values: [userId, JSON.stringify(ranges), bounds.messages, bounds.conversations],
  });
  return rows;
}
