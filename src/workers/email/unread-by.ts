import type { Pool } from "pg";
import type { Kind } from "../../domain/conversation/events.ts";
import type { NotifyLevel } from "../../domain/inbox/events.ts";
import type { MailChoice } from "../../domain/user/events.ts";
import { schema as conversationsSchema } from "../../projections/conversations/v1/tables.ts";
import { schema as linesSchema } from "../../projections/lines/v1/tables.ts";
import { schema as membersSchema } from "../../projections/members/v1/tables.ts";
import { schema as usersSchema } from "../../projections/users/v1/tables.ts";
import { mailUnlessChosen } from "./when-to-mail.ts";

/** Null where there is none, or none any more. */
export async function kindOfConversation(pool: Pool, id: string): Promise<Kind | null> {
  const { rows } = await pool.query<{ kind: Kind }>({
    name: "kind of conversation",
    text: `select kind from ${conversationsSchema}.conversations where id = $1`,
    values: [id],
  });
  return rows[0]?.kind ?? null;
}

/** What somebody has not read, and has not been mailed about. */
export interface UnreadOf {
  readonly userId: string;
  readonly isMuted: boolean;
  readonly notify: NotifyLevel;
  readonly choice: MailChoice;
  /** Null: the deployment's. */
  readonly timeZone: string | null;
  /** Whether something of it mentions them, or everybody. */
  readonly isMentioned: boolean;
  /** The first line of it, and when that was said. */
  readonly first: number;
  readonly firstAt: Date;
}

/**
 * The members of a conversation who have not read what others said in it since then, in one query; by id. Whoever has no
 * address, one that takes no mail, or no account that may come in, is not among them. What was said before, or imported
 * from then, does not count.
 */
export async function unreadBy(
  pool: Pool,
  asked: { readonly conversationId: string; readonly since: Date; readonly after: string; readonly limit: number },
): Promise<readonly UnreadOf[]> {
  const { rows } = await pool.query<UnreadOf>({
    name: "unread by members",
    text: `with since as (
        select sequence from ${linesSchema}.lines where conversation_id = $1 and latest_at >= $2
        order by latest_at, sequence limit 1
      )
      select m.user_id as "userId", m.is_muted as "isMuted", m.notify, coalesce(u.notify_email, $5) as choice,
        u.time_zone as "timeZone", first.sequence as first, first.created_at as "firstAt",
        exists (
          select from ${linesSchema}.mentions x
          where x.conversation_id = $1 and x.user_id in (m.user_id, '') and x.sequence >= first.sequence
            and x.actor_id <> m.user_id
        ) as "isMentioned"
      from ${membersSchema}.members m
      join ${usersSchema}.users u on u.id = m.user_id and u.username is not null
      join accounts.accounts a on a.user_id = m.user_id and not a.is_disabled and a.email is not null
      left join mail.notices n on n.user_id = m.user_id and n.conversation_id = m.conversation_id
      cross join since
      cross join lateral (
        select l.sequence, l.created_at from ${linesSchema}.lines l
        where l.conversation_id = $1
          and l.sequence > greatest(m.read_to, m.joined_sequence, coalesce(n.mailed_to, 0), since.sequence - 1)
          and l.type = 'MessageSent' and l.deleted_at is null and l.actor_id <> m.user_id and l.created_at >= $2
        order by l.sequence limit 1
      ) as first
      where m.conversation_id = $1 and m.role is not null and not m.is_muted and m.notify <> 'none'
        and coalesce(u.notify_email, $5) <> 'off' and m.user_id > $3
        and not exists (select from mail.refused_addresses r where r.email_folded = a.email_folded)
      order by m.user_id limit $4`,
    values: [asked.conversationId, asked.since, asked.after, asked.limit, mailUnlessChosen],
  });
  return rows;
}
