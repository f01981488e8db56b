import type { Pool } from "pg";
import type { CommandContext } from "../commands/context.ts";
import { heldBy } from "../commands/holds.ts";
import { conversationStream, holdsStream } from "../commands/streams.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { ConversationId, UserId } from "../domain/ids.ts";
import { written } from "../events/logged.ts";
import { schema as audit } from "../projections/audit/v1/tables.ts";
import { schema as lines } from "../projections/lines/v1/tables.ts";
import { doKnow } from "./read-models.ts";

/** Nothing is erased on the word of a read model that has not read all of it. */
const notKnown =
  "Legal holds stand, and who wrote where is not known until the read models have been made: try again then.";

export class NotKnown extends Error {
  override readonly name = "NotKnown";
}

export interface HoldsParts {
  readonly pool: Pool;
  readonly commands: Pick<CommandContext, "holds" | "conversations" | "store">;
}

/** Why a person's words may not be erased just now, as a sentence; null where they may. */
export async function heldFor(parts: HoldsParts, userId: UserId): Promise<string | null> {
  const { commands } = parts;
  if ((await heldBy(commands, { userId })).length > 0)
    return "A legal hold stands on this person: nothing of theirs is erased until it is lifted.";
  const { state } = await commands.holds.current(holdsStream);
  const held = state.standing.flatMap(({ conversationId }) => (conversationId === undefined ? [] : [conversationId]));
  if (held.length > 0 && !(await isKnownWhoWrote(parts))) return notKnown;
  const where = await firstWithWordsOf(parts, userId, held);
  return where === null
    ? null
    : `A legal hold stands on the conversation ${where}, in which they wrote: nothing of theirs is erased until it is lifted.`;
}

/** Why what was said in a conversation may not be forgotten just now, as a sentence; null where it may. @throws NotKnown */
export async function heldIn(parts: HoldsParts, conversationId: ConversationId): Promise<string | null> {
  const { commands } = parts;
  if ((await heldBy(commands, { conversationId })).length > 0) return "a legal hold stands on the conversation";
  const { state } = await commands.holds.current(holdsStream);
  const people = state.standing.flatMap(({ userId }) => (userId === undefined ? [] : [userId]));
  if (people.length > 0 && !(await isKnownWhoWrote(parts))) throw new NotKnown(notKnown);
  for (const userId of people)
    if ((await firstWithWordsOf(parts, userId, [conversationId])) !== null)
      return `a legal hold stands on ${userId}, who wrote in it`;
  return null;
}

async function isKnownWhoWrote({ pool, commands: { store } }: HoldsParts): Promise<boolean> {
  const [epoch, position] = [await store.epoch(), await store.head()];
  return doKnow(pool, ["audit", "lines"], { epoch, position });
}

/**
 * Also where others forwarded their words. Lines go with their conversation: what was forwarded to one that was deleted
 * is read from the log.
 */
async function firstWithWordsOf(
  { pool, commands }: HoldsParts,
  userId: UserId,
  conversations: readonly ConversationId[],
): Promise<ConversationId | null> {
  if (conversations.length === 0) return null;
  const { rows } = await pool.query<{ id: ConversationId }>(
    `select conversation_id as id from ${audit}.events
     where conversation_id = any ($2) and part = 'message' and actor_id = $1
     union all
     select conversation_id from ${lines}.lines
     where conversation_id = any ($2) and type = 'MessageSent' and said #>> '{forwarded,authorId}' = $1 limit 1`,
    [userId, conversations],
  );
  if (rows[0]) return rows[0].id;
  for (const id of conversations) if (await wasForwardedToDeleted(commands, userId, id)) return id;
  return null;
}

async function wasForwardedToDeleted(
  { conversations, store }: HoldsParts["commands"],
  userId: UserId,
  id: ConversationId,
): Promise<boolean> {
  const stream = conversationStream(id);
  if ((await conversations.current(stream)).state.status !== "deleted") return false;
  for await (const event of store.readStream(stream)) {
    const { type, data } = written<ConversationEvent>(event);
    if (type === "MessageSent" && data.forwarded?.authorId === userId) return true;
  }
  return false;
}
