import type { Pool } from "pg";

/** Somebody is to be mailed about a conversation, from a line on. */
export interface Noted {
  readonly userId: string;
  readonly from: number;
  /** When that line was said. */
  readonly since: Date;
}

/** What is noted already stays so, from the earlier line on. */
export async function noteUnread(pool: Pool, conversationId: string, notes: readonly Noted[]): Promise<void> {
  if (notes.length === 0) return;
  await pool.query({
    name: "note unread",
    text: `insert into mail.notices as n (conversation_id, user_id, noted_from, noted_since)
      select $1, user_id, noted_from, noted_since
      from unnest($2::text[], $3::int[], $4::timestamptz[]) as noted (user_id, noted_from, noted_since)
      on conflict (user_id, conversation_id) do update
      set noted_from = least(n.noted_from, excluded.noted_from), noted_since = least(n.noted_since, excluded.noted_since)
      where n.mailed_to < excluded.noted_from`,
    values: [
      conversationId,
      notes.map(({ userId }) => userId),
      notes.map(({ from }) => from),
      notes.map(({ since }) => since),
    ],
  });
}
