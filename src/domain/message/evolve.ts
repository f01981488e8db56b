import { remember } from "../keyed-events.ts";
import { PersistentMap } from "../persistent-map.ts";
import type { Recorded } from "../recorded.ts";
import type { MessageEvent, Reacted } from "./events.ts";
import { hasReacted, reactionKey, type Message } from "./message.ts";

export function evolve(message: Message, event: Recorded<MessageEvent>): Message {
  const { revision, at } = event;
  return { ...changedBy(message, event), revision, lastAt: at, keyed: remember(message.keyed, event) };
}

function changedBy(message: Message, { type, data, at, revision }: Recorded<MessageEvent>): Message {
  switch (type) {
    case "MessageEdited": {
      const { conversationId: _, messageId: _id, editedBy: _by, ...words } = data;
      return { ...message, edited: { ...words, at, revision } };
    }
    case "MessageDeleted": {
      const nothing = { edited: null, reactions: PersistentMap.of<string, never>(), emojis: new Map(), preview: null };
      return { ...message, ...nothing, deleted: { by: data.deletedBy, at } };
    }
    case "ReactionAdded":
      return withReaction(message, data, revision);
    case "ReactionRemoved":
      return withoutReaction(message, data);
    case "LinkPreviewAttached": {
      const { conversationId: _, messageId: _id, authorId: _author, ...preview } = data;
      return { ...message, preview: { ...preview, revision } };
    }
    case "LinkPreviewRemoved":
      return { ...message, preview: null, isPreviewUnwanted: message.isPreviewUnwanted || data.because === "unwanted" };
  }
}

function withReaction(message: Message, { userId, emoji }: Reacted, revision: number): Message {
  if (hasReacted(message, userId, emoji)) return message;
  const reactions = message.reactions.set(reactionKey(userId, emoji), { userId, emoji, revision });
  const emojis = new Map(message.emojis).set(emoji, (message.emojis.get(emoji) ?? 0) + 1);
  return { ...message, reactions, emojis };
}

function withoutReaction(message: Message, { userId, emoji }: Reacted): Message {
  if (!hasReacted(message, userId, emoji)) return message;
  const emojis = new Map(message.emojis);
  const left = (emojis.get(emoji) ?? 0) - 1;
  if (left > 0) emojis.set(emoji, left);
  else emojis.delete(emoji);
  return { ...message, reactions: message.reactions.delete(reactionKey(userId, emoji)), emojis };
}
