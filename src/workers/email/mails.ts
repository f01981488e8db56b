import type { Pool } from "pg";

/** The lines of a conversation that a mail is about. */
export interface Range {
  readonly conversationId: string;
  readonly from: number;
  readonly upTo: number;
  /** ISO 8601: what was said before is not meant, wherever it stands. */
  readonly since: string;
}

/** A mail that is this intent's, from its first attempt on. */
export interface ClaimedMail {
  /** Of the first attempt: each attempt's mail has the same name and date. */
  readonly claimedAt: Date;
  readonly isSent: boolean;
  readonly ranges: readonly Range[];
}

interface Claim {
  readonly intentId: string;
  readonly kind: string;
  readonly userId: string | null;
}

const returned = `claimed_at as "claimedAt", sent_at is not null as "isSent", coalesce(ranges, '[]') as ranges`;

/** The same at each attempt. */
export async function claimMail(pool: Pool, { intentId, kind, userId }: Claim): Promise<ClaimedMail> {
  const { rows } = await pool.query<ClaimedMail>(
    `insert into mail.mails (intent_id, kind, user_id) values ($1, $2, $3)
     on conflict (intent_id) do update set kind = excluded.kind returning ${returned}`,
    [intentId, kind, userId],
  );
  return onlyOne(rows);
}

/**
 * Makes what is noted for somebody this intent's own: no other mail will be about these lines. Each attempt has the
 * same ones.
 */
export async function claimNotices(
  pool: Pool,
  { intentId, kind, userId, conversations }: Claim & { readonly conversations: string },
): Promise<ClaimedMail> {
  const { rows } = await pool.query<ClaimedMail>({
    name: "claim notices",
    text: `with known as (select from mail.mails where intent_id = $1),
      noted as (
        select n.conversation_id, n.noted_from, n.noted_since,
          greatest(n.noted_from, coalesce((select c.last_sequence from ${conversations} c where c.id = n.conversation_id), 0))
            as up_to
        from mail.notices n
        where n.user_id = $3 and n.noted_from is not null and not exists (select from known)
        order by n.conversation_id for update of n
      ), cleared as (
        update mail.notices n set mailed_to = greatest(n.mailed_to, noted.up_to), noted_from = null, noted_since = null
        from noted where n.user_id = $3 and n.conversation_id = noted.conversation_id
      )
      insert into mail.mails (intent_id, kind, user_id, ranges)
      select $1, $2, $3, coalesce(jsonb_agg(jsonb_build_object('conversationId', conversation_id, 'from', noted_from,
        'upTo', up_to, 'since', noted_since)), '[]') from noted
      on conflict (intent_id) do update set kind = excluded.kind returning ${returned}`,
    values: [intentId, kind, userId],
  });
  return onlyOne(rows);
}

/**
 * From now on it may have been sent. Where that was so already and nobody knows what became of it, it may be sent twice,
 * which is counted.
 */
export async function handOver(pool: Pool, intentId: string): Promise<void> {
  await pool.query(
    `update mail.mails set repeats = repeats + is_handed_over::int, is_handed_over = true where intent_id = $1`,
    [intentId],
  );
}

/** It surely was not sent after all. */
export async function takeBack(pool: Pool, intentId: string): Promise<void> {
  await pool.query("update mail.mails set is_handed_over = false where intent_id = $1", [intentId]);
}

export async function recordSent(pool: Pool, intentId: string): Promise<void> {
  await pool.query("update mail.mails set sent_at = now() where intent_id = $1", [intentId]);
}

export interface MailCounts {
  readonly sent: number;
  /** Those that were handed over again after a doubt: each may have come twice. */
  readonly repeats: number;
  readonly refusedAddresses: number;
}

/** Of the mails that are remembered. */
export async function countMails(pool: Pool): Promise<MailCounts> {
  const { rows } = await pool.query<MailCounts>(
    `select count(sent_at)::int as sent, coalesce(sum(repeats), 0)::int as repeats,
       (select count(*)::int from mail.refused_addresses) as "refusedAddresses"
     from mail.mails`,
  );
  return onlyOne(rows);
}

/** Longer than any intent of theirs is remembered. */
export async function forgetMails(pool: Pool, days: number): Promise<void> {
  await pool.query(
    `delete from mail.mails m where claimed_at < now() - $1 * interval '1 day'
       and not exists (select from jobs.intents i where i.id = m.intent_id)`,
    [days],
  );
}

function onlyOne<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("A statement that answers with one row gave none.");
  return row;
}
