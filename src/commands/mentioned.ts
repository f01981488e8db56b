import { isMember } from "../domain/conversation/access.ts";
import type { Conversation } from "../domain/conversation/conversation.ts";
import type { UserId } from "../domain/ids.ts";
import { maxMentions } from "../domain/message/words.ts";
import type { CommandContext } from "./context.ts";
import { namesOf } from "./people.ts";

/** Who of these is nobody. Members are somebody, so that only in public rooms others are looked up. */
export async function unregisteredIn(
  context: Pick<CommandContext, "users">,
  conversation: Conversation,
  mentions: readonly UserId[] = [],
): Promise<readonly UserId[]> {
  if (conversation.visibility !== "public") return [];
  const others = mentions.slice(0, maxMentions).filter((id) => !isMember(conversation, id));
  if (others.length === 0) return [];
  const known = await namesOf(context, others);
  return others.filter((id) => !known.has(id));
}
