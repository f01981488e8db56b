import type { Pool } from "pg";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import { isBroken, utf8Length } from "../domain/text.ts";

/** Bytes in UTF-8, markup included. */
const maxDraftBytes = 64 * 1024;

export interface Draft {
  readonly content: string;
  readonly contentType: "text" | "html";
  readonly replyToId: LineId | null;
}

export interface OfDraft {
  readonly userId: UserId;
  readonly conversationId: ConversationId;
}

export interface WrittenDraft extends Draft {
  /** ISO 8601, UTC, milliseconds. */
  readonly writtenAt: string;
}

/** Why this can't be kept, as a sentence; null when it can. */
export function draftProblem(content: string): string | null {
  if (isBroken(content)) return "The text holds characters that can't be kept.";
  return utf8Length(content) > maxDraftBytes ? "A draft holds at most 64 KB." : null;
}

interface Row {
  readonly content: string;
  readonly content_type: Draft["contentType"];
  readonly reply_to_id: LineId | null;
  readonly written_at: Date;
}

/** @param since the last line before they joined: a draft of a stay that has ended is none. Null: there is none. */
export async function draftOf(
  pool: Pool,
  { userId, conversationId, since }: OfDraft & { readonly since: number },
): Promise<WrittenDraft | null> {
  const { rows } = await pool.query<Row>({
    name: "draft",
    text: `select content, content_type, reply_to_id, written_at from kept.drafts
      where user_id = $1 and conversation_id = $2 and up_to >= $3`,
    values: [userId, conversationId, since],
  });
  const [row] = rows;
  if (!row) return null;
  const { content, content_type: contentType, reply_to_id: replyToId } = row;
  return { content, contentType, replyToId, writtenAt: row.written_at.toISOString() };
}

export interface WriteDraft extends OfDraft, WrittenDraft {
  readonly preview: string;
  /** The conversation's last line. */
  readonly upTo: number;
}

/** In place of the one that was there. */
export async function writeDraft(pool: Pool, draft: WriteDraft): Promise<void> {
  const { userId, conversationId, content, contentType, preview, replyToId, upTo, writtenAt } = draft;
  await pool.query({
    name: "write draft",
    text: `insert into kept.drafts (user_id, conversation_id, content, content_type, preview, reply_to_id, up_to, written_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (user_id, conversation_id) do update set content = excluded.content,
        content_type = excluded.content_type, preview = excluded.preview, reply_to_id = excluded.reply_to_id,
        up_to = excluded.up_to, written_at = excluded.written_at`,
    values: [userId, conversationId, content, contentType, preview, replyToId, upTo, writtenAt],
  });
}

/** @returns whether there was one. */
export async function removeDraft(pool: Pool, { userId, conversationId }: OfDraft): Promise<boolean> {
  const { rowCount } = await pool.query("delete from kept.drafts where user_id = $1 and conversation_id = $2", [
    userId,
    conversationId,
  ]);
  return rowCount === 1;
}

/** A draft among others, and when it was written. */
export interface FoundDraft extends OfDraft {
  /** The conversation's last line then. */
  readonly upTo: number;
  readonly writtenAt: Date;
}

/** Unless it was written anew meanwhile. */
export async function removeFoundDraft(pool: Pool, { userId, conversationId, writtenAt }: FoundDraft): Promise<void> {
  await pool.query("delete from kept.drafts where user_id = $1 and conversation_id = $2 and written_at = $3", [
    userId,
    conversationId,
    writtenAt,
  ]);
}
