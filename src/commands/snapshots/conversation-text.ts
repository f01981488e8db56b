import { z } from "zod";
import type { Conversation, Member } from "../../domain/conversation/conversation.ts";
import { kinds, visibilities } from "../../domain/conversation/events.ts";
import { roles } from "../../domain/conversation/roles.ts";
import { isUserId, type UserId } from "../../domain/ids.ts";
import type { KeyedEvent } from "../../domain/keyed-events.ts";
import { PersistentMap } from "../../domain/persistent-map.ts";

/** Of the text below: another one whenever a conversation's state, or what its events make of it, changes. */
export const conversationTextVersion = 1;

/** The words of a conversation, which are kept apart from its text: sealed. */
export type ConversationWords = Pick<Conversation, "name" | "description">;

const userId = z.custom<UserId>(isUserId);
const count = z.int().min(0);
const time = z.string().nullable();
const keyedEvents = z.array(z.tuple([z.string(), count, z.string()]));

const schema = z.strictObject({
  status: z.enum(["missing", "open", "deleted"]),
  kind: z.enum(kinds),
  visibility: z.enum(visibilities),
  members: z.array(z.tuple([userId, z.enum(roles), count])),
  owners: z.array(userId),
  earliest: z.array(userId),
  joinings: count,
  lastSequence: count,
  revision: z.int().min(-1),
  createdBy: userId.nullable(),
  createdAt: time,
  activeAt: time,
  lastAt: time,
  keyed: z.strictObject({
    recent: keyedEvents,
    earlier: keyedEvents,
    recentFrom: count,
    completeFrom: count,
  }),
});

/** A conversation's state as text, without its words. */
export function conversationText(conversation: Conversation): string {
  const { name: _, description: __, members, keyed, ...rest } = conversation;
  return JSON.stringify({
    ...rest,
    members: [...members].map(([id, { role, joining }]) => [id, role, joining]),
    keyed: { ...keyed, recent: entriesOf(keyed.recent), earlier: entriesOf(keyed.earlier) },
  });
}

/** Null where the text is none of this release. */
export function conversationIn(text: string, words: ConversationWords): Conversation | null {
  const { success, data } = schema.safeParse(jsonIn(text));
  if (!success) return null;
  const { members, keyed, ...rest } = data;
  return {
    ...rest,
    ...words,
    members: PersistentMap.of(members.map(([id, role, joining]): [UserId, Member] => [id, { role, joining }])),
    keyed: { ...keyed, recent: mapOf(keyed.recent), earlier: mapOf(keyed.earlier) },
  };
}

function entriesOf(events: PersistentMap<string, KeyedEvent>): [string, number, string][] {
  return [...events].map(([id, { revision, body }]) => [id, revision, body]);
}

function mapOf(entries: readonly (readonly [string, number, string])[]): PersistentMap<string, KeyedEvent> {
  return PersistentMap.of(entries.map(([id, revision, body]): [string, KeyedEvent] => [id, { revision, body }]));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
