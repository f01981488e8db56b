import { z } from "zod";
import type { Conversation, Member } from "../../domain/conversation/conversation.ts";
import {
  historyVisibilities,
  incidentStatuses,
  kinds,
  severities,
  visibilities,
} from "../../domain/conversation/events.ts";
import { roles } from "../../domain/conversation/roles.ts";
import { isLineId, isUserId, type LineId, type UserId } from "../../domain/ids.ts";
import type { KeyedEvent } from "../../domain/keyed-events.ts";
import { PersistentMap } from "../../domain/persistent-map.ts";

/** Of the text below: another one whenever a conversation's state, or what its events make of it, changes. */
export const conversationTextVersion = 4;

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
  historyVisibility: z.enum(historyVisibilities),
  incident: z
    .strictObject({ status: z.enum(incidentStatuses), severity: z.enum(severities), lots: z.array(z.string()) })
    .nullable(),
  members: z.array(z.tuple([userId, z.enum(roles), count, count, time])),
  banned: z.array(userId),
  mutesOfFormer: z.array(z.tuple([userId, z.string()])),
  pins: z.array(z.custom<LineId>(isLineId)),
  owners: z.array(userId),
  earliest: z.array(userId),
  joinings: count,
  lastSequence: count,
  lastCountable: count,
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
  const { name: _, description: __, members, banned, mutesOfFormer, keyed, ...rest } = conversation;
  return JSON.stringify({
    ...rest,
    members: [...members].map(([id, { role, joining, since, mutedUntil }]) => [id, role, joining, since, mutedUntil]),
    banned: [...banned].map(([id]) => id),
    mutesOfFormer: [...mutesOfFormer],
    keyed: { ...keyed, recent: entriesOf(keyed.recent), earlier: entriesOf(keyed.earlier) },
  });
}

/** Null where the text is none of this release. */
export function conversationIn(text: string, words: ConversationWords): Conversation | null {
  const { success, data } = schema.safeParse(jsonIn(text));
  if (!success) return null;
  const { members, banned, mutesOfFormer, keyed, ...rest } = data;
  return {
    ...rest,
    ...words,
    members: PersistentMap.of(
      members.map(([id, role, joining, since, mutedUntil]): [UserId, Member] => {
        return [id, { role, joining, since, mutedUntil }];
      }),
    ),
    banned: PersistentMap.of(banned.map((id): [UserId, true] => [id, true])),
    mutesOfFormer: PersistentMap.of(mutesOfFormer),
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
