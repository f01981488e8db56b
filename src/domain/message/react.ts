import { isMember } from "../conversation/access.ts";
import { allHappened, happened, nothing, refuse, type Decision } from "../decision.ts";
import type { ConversationId, LineId, UserId } from "../ids.ts";
import { refusalOfBlocked } from "../user/blocking.ts";
import { isAllowed, type AllowedReactions } from "./emoji.ts";
import type { MessageEvent } from "./events.ts";
import { hasReacted, type Message } from "./message.ts";
import { messageFor, refusalOfWriting, type Origin } from "./origin.ts";

/** Different emojis on one message. */
export const maxEmojis = 20;

export interface React {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
  readonly emoji: string;
}

export interface ReactContext extends Origin {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly allowed: AllowedReactions;
  /** Whether the other one of a direct conversation takes nothing from the actor. */
  readonly isBlocked?: boolean;
}

/** Each of the members with each emoji once. */
export function react(command: React, message: Message, context: ReactContext): Decision<MessageEvent> {
  const { actor, conversationId, messageId, emoji } = command;
  const found = messageFor(actor, message, context);
  if ("refusal" in found) return found.refusal;
  const refusal = refusalOfWriting(actor, context.conversation, context.at);
  if (refusal) return refusal;
  if (context.isBlocked) return refusalOfBlocked;
  if (!isAllowed(emoji, context.allowed)) return refuse("validation_failed", "This is no emoji to react with here.");
  if (hasReacted(message, actor, emoji)) return nothing;
  if (!message.emojis.has(emoji) && message.emojis.size >= maxEmojis)
    return refuse("conflict", `A message takes at most ${maxEmojis} different emojis.`);
  return happened("ReactionAdded", { conversationId, messageId, userId: actor, emoji });
}

export interface TakeBackReactions {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
  readonly messageId: LineId;
  /** Absent: all of one's own. */
  readonly emoji?: string;
}

/** Whoever is muted or only views may still take back what they gave. */
export function takeBackReactions(
  { actor, conversationId, messageId, emoji }: TakeBackReactions,
  message: Message,
  origin: Origin,
): Decision<MessageEvent> {
  const found = messageFor(actor, message, origin);
  if ("refusal" in found) return found.refusal;
  if (!isMember(origin.conversation, actor)) return refuse("forbidden", "Members react here.");
  const given = [...message.emojis.keys()].filter((each) => hasReacted(message, actor, each));
  const back = given.filter((each) => emoji === undefined || each === emoji);
  return allHappened(
    back.map((each) => {
      return { type: "ReactionRemoved", data: { conversationId, messageId, userId: actor, emoji: each } };
    }),
  );
}
