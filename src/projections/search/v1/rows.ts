import type { ConversationEvent, MessageSent, Words } from "../../../domain/conversation/events.ts";
import { locate, type ConversationId, type Place, type UserId } from "../../../domain/ids.ts";
import type { MessageEvent } from "../../../domain/message/events.ts";
import { saidAt } from "../../../domain/recorded.ts";
import type { Position, RecordedEvent } from "../../../event-store/port.ts";
import { conversationOf, isOfConversation, logged, type Logged } from "../../../events/logged.ts";
import { storableTime } from "../../storable.ts";
import { gramsOf } from "../grams.ts";
import { dataMark, hasLink, linkMark, senderMark, typeMark } from "../marks.ts";
import { searchable } from "../searchable.ts";

/** What a message is found by. */
interface Found {
  readonly searchable: string;
  readonly grams: readonly number[];
  readonly hasLink: boolean;
}

export interface NewMessage extends Place, Found {
  readonly sequence: number;
  readonly position: Position;
  readonly createdAt: string;
  /** Whose words they are. */
  readonly authorId: UserId;
  /** Null: it says what it said first. */
  readonly editedAt: string | null;
  /** But for that of a link. */
  readonly marks: readonly number[];
}

/** A message that is stored says something else. */
export type Edit = Place & Found & { readonly editedAt: string };

/** What a batch says, folded: a message stands in one of the three at most. */
export interface Changes {
  /** Conversations whose stored messages are to go, before anything is added. */
  readonly deleted: Set<ConversationId>;
  readonly gone: Map<string, Place>;
  readonly added: Map<string, NewMessage>;
  readonly edited: Map<string, Edit>;
}

export function changesOf(batch: readonly RecordedEvent[]): Changes {
  const changes: Changes = { deleted: new Set(), gone: new Map(), added: new Map(), edited: new Map() };
  for (const recorded of batch) {
    if (isOfConversation(recorded)) takeConversationEvent(changes, logged<ConversationEvent>(recorded));
    else if (recorded.stream.startsWith("message-")) takeMessageEvent(changes, logged<MessageEvent>(recorded));
  }
  return changes;
}

function takeConversationEvent({ deleted, added, edited }: Changes, event: Logged<ConversationEvent>): void {
  const id = conversationOf(event);
  if (event.type === "ConversationDeleted") {
    deleted.add(id);
    for (const messages of [added, edited])
      for (const [key, { conversationId }] of messages) if (conversationId === id) messages.delete(key);
  }
  if (event.type === "MessageSent") {
    const place = { conversationId: id, revision: event.revision };
    added.set(keyOf(place), newMessage(place, event));
  }
}

function takeMessageEvent({ gone, added, edited }: Changes, { type, data, at }: Logged<MessageEvent>): void {
  const place = locate(data.messageId);
  if (!place) return;
  const key = keyOf(place);
  const message = added.get(key);
  if (type === "MessageEdited") {
    const editedAt = storableTime(at);
    if (message) added.set(key, { ...message, ...foundBy(data), editedAt });
    else edited.set(key, { ...place, ...foundBy(data), editedAt });
  }
  if (type === "MessageDeleted") {
    added.delete(key);
    edited.delete(key);
    gone.set(key, place);
  }
}

const keyOf = ({ conversationId, revision }: Place): string => `${conversationId} ${revision}`;

type Sent = Logged<ConversationEvent> & { readonly type: "MessageSent"; readonly data: MessageSent };

function newMessage(place: Place, event: Sent): NewMessage {
  const { senderId, sequence, messageType = "text", data, forwarded } = event.data;
  return {
    ...place,
    ...foundBy(event.data),
    sequence,
    position: event.position,
    createdAt: storableTime(saidAt(event)),
    authorId: forwarded?.authorId ?? senderId,
    editedAt: null,
    marks: [senderMark(senderId), typeMark(messageType), ...(typeof data === "string" ? [dataMark] : [])],
  };
}

/** Words of somebody who was erased are null: nothing finds them. */
function foundBy({ content }: Words): Found {
  const text = searchable(content ?? "");
  return { searchable: text, grams: gramsOf(text), hasLink: hasLink(content ?? "") };
}

export const allMarks = ({ marks, hasLink: has }: NewMessage): readonly number[] =>
  has ? [...marks, linkMark] : marks;
