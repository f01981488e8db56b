import { initialState, type Conversation } from "../domain/conversation/conversation.ts";
import { isLine, type ConversationEvent, type Words } from "../domain/conversation/events.ts";
import { evolve as evolveConversation } from "../domain/conversation/evolve.ts";
import { lineOf, type Deletion, type Line } from "../domain/conversation/line.ts";
import { lineId, locate, type ConversationId, type LineId, type UserId } from "../domain/ids.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import { evolve as evolveInbox, initialState as emptyInbox, type Inbox } from "../domain/inbox/inbox.ts";
import { lineNow } from "../domain/message/line-now.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import { evolve as evolveMessage } from "../domain/message/evolve.ts";
import { initialState as untouchedMessage, type Message } from "../domain/message/message.ts";
import { PersistentMap } from "../domain/persistent-map.ts";
import { saidAt, type Recorded } from "../domain/recorded.ts";

/** What happened in a conversation: in its own stream, to its messages, in its members' inboxes. */
export type ReplayEvent = (Recorded<ConversationEvent> | Recorded<MessageEvent> | Recorded<InboxEvent>) & {
  readonly position: bigint;
};

/** A conversation as its members saw it after the events so far, and what was taken from their sight. */
export interface Replay {
  readonly conversationId: ConversationId;
  /** Once it was deleted: as it was before, for whoever may still look. */
  readonly conversation: Conversation;
  readonly deleted: Deletion | null;
  readonly lines: PersistentMap<LineId, ReplayedLine>;
  /** By revision. */
  readonly lastLine: number;
  /** When each member came, for the stay that lasts. */
  readonly joinedAt: PersistentMap<UserId, string>;
  readonly inboxes: PersistentMap<UserId, Inbox>;
  /** Of the last event; 0 and null before the first. */
  readonly position: bigint;
  readonly at: string | null;
}

interface ReplayedLine {
  /** As it was said first. */
  readonly said: Line;
  readonly message: Message;
  readonly editedPosition: bigint | null;
  readonly previewPosition: bigint | null;
  /** What it said when it was deleted. */
  readonly original: Words | null;
}

export function emptyReplay(conversationId: ConversationId): Replay {
  return {
    conversationId,
    conversation: initialState,
    deleted: null,
    lines: PersistentMap.of(),
    lastLine: -1,
    joinedAt: PersistentMap.of(),
    inboxes: PersistentMap.of(),
    position: 0n,
    at: null,
  };
}

/**
 * State and event to the next state: the one way to see a conversation as it stood. It may be handed a part of the
 * events, in their order: then what they are not about is as before them. What is about a line that it was not handed
 * changes nothing.
 */
export function afterEvent(replay: Replay, event: ReplayEvent): Replay {
  return { ...changedBy(replay, event), position: event.position, at: event.at };
}

function changedBy(replay: Replay, event: ReplayEvent): Replay {
  if (isOfMessage(event)) return withFate(replay, event);
  if (isOfInbox(event)) return withInbox(replay, event);
  return withConversation(replay, event);
}

type Placed<Event extends ConversationEvent | MessageEvent | InboxEvent> = Recorded<Event> & {
  readonly position: bigint;
};

/** Events of messages and inboxes say which conversation they are about; its own need not. */
export function isOfMessage(event: ReplayEvent): event is Placed<MessageEvent> {
  return "conversationId" in event.data && "messageId" in event.data;
}

export function isOfInbox(event: ReplayEvent): event is Placed<InboxEvent> {
  return "conversationId" in event.data && !("messageId" in event.data);
}

function withConversation(replay: Replay, event: Placed<ConversationEvent>): Replay {
  if (event.type === "ConversationDeleted") {
    const deleted = { by: event.data.deletedBy, at: event.at };
    return { ...replay, deleted, conversation: { ...replay.conversation, status: "deleted" } };
  }
  const { key: _, ...unkeyed } = event;
  const conversation = evolveConversation(replay.conversation, unkeyed);
  const next = { ...replay, conversation, joinedAt: joinedAfter(replay, conversation, event) };
  if (!isLine(event)) return next;
  const said = lineOf(replay.conversationId, event);
  const line = { said, message: untouchedMessage, editedPosition: null, previewPosition: null, original: null };
  return { ...next, lines: replay.lines.set(lineId(said), line), lastLine: event.revision };
}

function joinedAfter(
  { joinedAt, conversation: { members: before } }: Replay,
  { members: after }: Conversation,
  event: Placed<ConversationEvent>,
): PersistentMap<UserId, string> {
  if (before === after) return joinedAt;
  const come = named(event).filter((userId) => after.has(userId) && !before.has(userId));
  const gone = named(event).filter((userId) => before.has(userId) && !after.has(userId));
  const stayed = gone.reduce((all, userId) => all.delete(userId), joinedAt);
  return come.reduce((all, userId) => all.set(userId, saidAt(event)), stayed);
}

/** Who may come or go by it. */
function named({ type, data }: ConversationEvent): readonly UserId[] {
  switch (type) {
    case "ConversationStarted":
      return data.members.map(({ userId }) => userId);
    case "MembersAdded":
      return data.userIds;
    case "OwnershipHandedOver":
      return [data.from, data.to];
    default:
      return "userId" in data ? [data.userId] : [];
  }
}

function withFate(replay: Replay, event: Placed<MessageEvent>): Replay {
  const line = replay.lines.get(event.data.messageId);
  if (!line) return replay;
  const { key: _, ...unkeyed } = event;
  const changed = { ...line, ...placesAfter(line, event), message: evolveMessage(line.message, unkeyed) };
  return { ...replay, lines: replay.lines.set(event.data.messageId, changed) };
}

function placesAfter(line: ReplayedLine, { type, position }: Placed<MessageEvent>): Partial<ReplayedLine> {
  switch (type) {
    case "MessageEdited":
      return { editedPosition: position };
    case "LinkPreviewAttached":
      return { previewPosition: position };
    case "MessageDeleted":
      return { original: wordsOf(line) };
    default:
      return {};
  }
}

/** What it says, or said last. */
function wordsOf({ said, message }: ReplayedLine): Words | null {
  if (said.event.type !== "MessageSent") return null;
  const { content, html, mentions, mentionsAll } = message.edited ?? said.event.data;
  return {
    content,
    ...(html !== undefined && { html }),
    ...(mentions !== undefined && { mentions }),
    ...(mentionsAll !== undefined && { mentionsAll }),
  };
}

function withInbox(replay: Replay, event: Placed<InboxEvent>): Replay {
  const { userId } = event.data;
  const inbox = evolveInbox(replay.inboxes.get(userId) ?? emptyInbox, event);
  return { ...replay, inboxes: replay.inboxes.set(userId, inbox) };
}

/** A line as members saw it, with the line that it quotes. Null where the events so far hold none. */
export function lineIn(replay: Replay, id: LineId): Line | null {
  const line = bareLineIn(replay, id);
  if (line?.event.type !== "MessageSent" || line.event.data.replyToId === undefined) return line;
  return { ...line, quote: bareLineIn(replay, line.event.data.replyToId) };
}

function bareLineIn({ lines, conversation }: Replay, id: LineId): Line | null {
  const line = lines.get(id);
  if (!line) return null;
  const { said, message, editedPosition, previewPosition } = line;
  const isPinned = conversation.pins.includes(id);
  if (said.event.type !== "MessageSent") return { ...said, since: { ...said.since, isPinned } };
  return lineNow(said, message, { isPinned, editedPosition, previewPosition });
}

/** What a deleted line said last; null where it was not deleted, or is none. */
export function originalIn({ lines }: Replay, id: LineId): Words | null {
  return lines.get(id)?.original ?? null;
}

/** The lines below a revision, at most so many, oldest first. */
export function linesIn(replay: Replay, { below, limit }: { readonly below: number; readonly limit: number }): Line[] {
  const { conversationId, lastLine } = replay;
  const found: Line[] = [];
  for (let revision = Math.min(lastLine, below - 1); revision >= 0 && found.length < limit; revision -= 1) {
    const line = lineIn(replay, lineId({ conversationId, revision }));
    if (line) found.unshift(line);
  }
  return found;
}

/** The line that an event is, or is about; null for what is about none. */
export function lineOfEvent(conversationId: ConversationId, event: ReplayEvent): LineId | null {
  if (isOfMessage(event)) return event.data.messageId;
  if (isOfInbox(event)) return null;
  return isLine(event) ? lineId({ conversationId, revision: event.revision }) : null;
}

/** What a page of the history quotes, and does not hold itself. */
export const quotedBy = (lines: readonly Line[]): readonly LineId[] =>
  lines.flatMap(({ event }) =>
    event.type === "MessageSent" && event.data.replyToId !== undefined ? [event.data.replyToId] : [],
  );

export const revisionOf = (id: LineId): number => locate(id)?.revision ?? -1;
