import {
  isLine,
  type ConversationEvent,
  type LineEvent,
  type MessageSent,
  type Words,
} from "../../../domain/conversation/events.ts";
import { locate, type ConversationId, type LineId, type UserId } from "../../../domain/ids.ts";
import { saidAt } from "../../../domain/recorded.ts";
import type { Position, RecordedEvent } from "../../../event-store/port.ts";
import { conversationOf, isOfConversation, logged, type Logged } from "../../../events/logged.ts";
import { storableJson, storableText, storableTime } from "../../storable.ts";

/** A line before its running values are known. */
export interface NewLine {
  readonly conversationId: ConversationId;
  readonly sequence: number;
  readonly revision: number;
  readonly position: Position;
  readonly createdAt: string;
  readonly isCountable: boolean;
  readonly replyToRevision: number | null;
  readonly actorId: UserId;
  readonly type: LineEvent["type"];
  /** Of messages that are no text. */
  readonly messageType: string | null;
  /** Of messages. */
  readonly content: string | null;
  /** What a message says beside its text, as JSON text. */
  readonly said: string | null;
  /** A message's; of the others the event's. JSON text. */
  /** Of a message, as it was written, the order of its fields too. */
  readonly data: string | null;
  /** Of any other line, what its event says. */
  readonly event: string | null;
  readonly mentioned: readonly string[];
  readonly clientMessageId: string | null;
}

/** What a batch says of one conversation. */
export interface LineChanges {
  /** Whether lines that are stored are to go, and whether those that follow begin anew. */
  isDeleted: boolean;
  isStarted: boolean;
  lines: NewLine[];
  /** By revision: whether it is pinned from then on. */
  readonly pins: Map<number, boolean>;
}

export function changesOf(batch: readonly RecordedEvent[]): ReadonlyMap<ConversationId, LineChanges> {
  const changes = new Map<ConversationId, LineChanges>();
  for (const recorded of batch) {
    if (!isOfConversation(recorded)) continue;
    const event = logged<ConversationEvent>(recorded);
    const id = conversationOf(event);
    const change: LineChanges = changes.get(id) ?? { isDeleted: false, isStarted: false, lines: [], pins: new Map() };
    changes.set(id, change);
    if (event.type === "ConversationStarted") change.isStarted = true;
    if (event.type === "ConversationDeleted") forget(change);
    if (event.type === "MessagePinned") pin(change, event.data.messageId, "on");
    if (event.type === "MessageUnpinned") pin(change, event.data.messageId, "off");
    if (isLine(event)) change.lines.push(newLine(id, event));
  }
  return changes;
}

function forget(change: LineChanges): void {
  change.isDeleted = true;
  change.lines = [];
  change.pins.clear();
}

function pin(change: LineChanges, id: LineId, state: "on" | "off"): void {
  const place = locate(id);
  if (place) change.pins.set(place.revision, state === "on");
}

function newLine(conversationId: ConversationId, event: Logged<LineEvent>): NewLine {
  const { revision, position, actor, type, key, imported } = event;
  const message = type === "MessageSent" ? event.data : null;
  return {
    conversationId,
    sequence: event.data.sequence,
    revision,
    position,
    createdAt: storableTime(saidAt(event)),
    isCountable: message !== null && (imported?.countsAsUnread ?? true),
    replyToRevision: message?.replyToId === undefined ? null : (locate(message.replyToId)?.revision ?? null),
    actorId: actor,
    type,
    messageType: message?.messageType ?? null,
    content: message && contentOf(message),
    said: message && saidIn(message),
    data: message && dataOf(message),
    event: message ? null : storableJson(event.data),
    mentioned: message ? mentionedIn(message) : [],
    clientMessageId: key ? storableText(key.name) : null,
  };
}

export const contentOf = ({ content }: Words): string | null => (content === null ? null : storableText(content));

/** Null for most. */
export function saidIn({
  html,
  mentions,
  mentionsAll,
  forwarded,
}: Words & Pick<MessageSent, "forwarded">): string | null {
  if (!html && !mentions && !mentionsAll && !forwarded) return null;
  return storableJson({ ...(html && { html }), mentions, mentionsAll, forwarded });
}

const dataOf = ({ data }: MessageSent): string | null =>
  typeof data === "string" ? storableJson(JSON.parse(data) as object) : null;

/** Everybody is nobody's id. */
export const everybody = "";

export function mentionedIn({ mentions = [], mentionsAll }: Words): readonly string[] {
  return mentionsAll ? [...mentions, everybody] : mentions;
}
