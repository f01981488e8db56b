import type { Pool } from "pg";
import type { CommandContext } from "../commands/context.ts";
import { heldBy } from "../commands/holds.ts";
import { holdsStream } from "../commands/streams.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import { schema } from "../projections/lines/v1/tables.ts";

export interface HoldsParts {
  readonly pool: Pool;
  readonly commands: Pick<CommandContext, "holds">;
}

/** Why a person's words may not be erased just now, as a sentence; null where they may. */
export async function heldFor({ pool, commands }: HoldsParts, userId: UserId): Promise<string | null> {
  if ((await heldBy(commands, { userId })).length > 0)
    return "A legal hold stands on this person: nothing of theirs is erased until it is lifted.";
  const { state } = await commands.holds.current(holdsStream);
  const held = state.standing.flatMap(({ conversationId }) => (conversationId === undefined ? [] : [conversationId]));
  const written = await firstWithWordsOf(pool, userId, held);
  return written === null
    ? null
    : `A legal hold stands on the conversation ${written}, in which they wrote: nothing of theirs is erased until it is lifted.`;
}

/** Why what was said in a conversation may not be forgotten just now, as a sentence; null where it may. */
export async function heldIn({ pool, commands }: HoldsParts, conversationId: ConversationId): Promise<string | null> {
  if ((await heldBy(commands, { conversationId })).length > 0) return "a legal hold stands on the conversation";
  const { state } = await commands.holds.current(holdsStream);
  for (const { userId } of state.standing)
    if (userId !== undefined && (await firstWithWordsOf(pool, userId, [conversationId])) !== null)
      return `a legal hold stands on ${userId}, who wrote in it`;
  return null;
}

/** Also where others forwarded their words. */
async function firstWithWordsOf(
  pool: Pool,
  userId: UserId,
  conversations: readonly ConversationId[],
): Promise<ConversationId | null> {
  if (conversations.length === 0) return null;
  const { rows } = await pool.query<{ id: ConversationId }>(
    `select conversation_id as id from ${schema}.lines
     where conversation_id = any ($2) and type = 'MessageSent'
       and (actor_id = $1 or said #>> '{forwarded,authorId}' = $1) limit 1`,
    [userId, conversations],
  );
  return rows[0]?.id ?? null;
}
