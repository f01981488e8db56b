import { isLine, type ConversationEvent, type LineEvent } from "../../../domain/conversation/events.ts";
import { locate, type ConversationId, type UserId } from "../../../domain/ids.ts";
import { saidAt } from "../../../domain/recorded.ts";
import type { Position, RecordedEvent } from "../../../event-store/port.ts";
import { conversationOf, logged, type Logged } from "../../../events/logged.ts";
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
  /** Of messages. */
  readonly content: string | null;
  /** Of the others: the event's data as JSON text. */
  readonly data: string | null;
  readonly clientMessageId: string | null;
}

/** What a batch says of one conversation. */
export interface LineChanges {
  /** Whether lines that are stored are to go, and whether those that follow begin anew. */
  isDeleted: boolean;
  isStarted: boolean;
  lines: NewLine[];
}

export function changesOf(batch: readonly RecordedEvent[]): ReadonlyMap<ConversationId, LineChanges> {
  const changes = new Map<ConversationId, LineChanges>();
  for (const recorded of batch) {
    const event = logged<ConversationEvent>(recorded);
    const id = conversationOf(event);
    const change = changes.get(id) ?? { isDeleted: false, isStarted: false, lines: [] };
    changes.set(id, change);
    if (event.type === "ConversationStarted") change.isStarted = true;
    if (event.type === "ConversationDeleted") Object.assign(change, { isDeleted: true, lines: [] });
    if (isLine(event)) change.lines.push(newLine(id, event));
  }
  return changes;
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
    content: typeof message?.content === "string" ? storableText(message.content) : null,
    data: message ? null : storableJson(event.data),
    clientMessageId: key ? storableText(key.name) : null,
  };
}
