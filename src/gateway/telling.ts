import { lineOf, type Line } from "../domain/conversation/line.ts";
import type { ConversationEvent, Words } from "../domain/conversation/events.ts";
import { isLine } from "../domain/conversation/events.ts";
import { membershipChange, shutOut, type MembershipChange } from "../domain/conversation/membership.ts";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";
import type { Position, RecordedEvent } from "../event-store/port.ts";
import type { AnyEvent } from "../events/index.ts";
import { conversationOf, isOfConversation, logged, type Logged } from "../events/logged.ts";
import { toldBy, type Audience, type StreamEvent } from "../wire/told.ts";
import type { Place } from "./place.ts";

/** One thing to tell, still without its words. */
export interface Telling {
  readonly place: Place;
  readonly what: StreamEvent;
  /** ISO 8601, UTC, milliseconds. */
  readonly occurredAt: string;
  /** The line as its event says it, without what it quotes; null where it is still to be read. */
  readonly line: Line | null;
  /** What an edit says, as its event says it; null where there is none, or where the line is to be read. */
  readonly edit: Words | null;
  /** Where a line is read that is not at hand: as new as this process's reading of the log, or as the read model is. */
  readonly from: "log" | "read model";
}

/** What a log event tells, and whose membership it changes. */
export interface ToldByEvent {
  readonly position: Position;
  readonly entries: readonly Entry[];
  readonly change: Change | null;
  /** The message whose words are not what they were; of whatever was told, where keys were destroyed. */
  readonly takesBack: LineId | "everything" | null;
}

export interface Entry extends Telling {
  readonly audience: Audience;
  /** Let go of once it is rendered. */
  line: Line | null;
  edit: Words | null;
  /** What a message quotes. */
  readonly quotes: LineId | null;
  /** How often words in it were taken back: what was rendered before the last time is not told. */
  takenBack: number;
  /** The bytes, the same for everybody. Null: there is nothing to tell. Undefined: not needed yet; a promise: on its way. */
  frame: Buffer | null | Promise<void> | undefined;
  /** How new a conversation's words in the frame are. */
  asOf: Position;
}

export interface Change extends MembershipChange {
  readonly position: Position;
  readonly conversationId: ConversationId;
  /** Who, being no member, may not read it any more from then on. */
  readonly shutOut: "everybody" | UserId | null;
}

/** The streams whose events are told of, or decided on. */
export const toldStreams = ["conversation-", "inbox-", "message-", "retention-", "user-", "team-", "operations"];

export function toldByEvent(recorded: RecordedEvent): ToldByEvent {
  const event = logged<AnyEvent>(recorded);
  const { position, at: occurredAt } = event;
  const line = lineToTell(event);
  const entries = toldBy(event).map(({ audience, what }, n): Entry => {
    return {
      place: { position, n },
      audience,
      what,
      occurredAt,
      line: isAbout(what) ? line : null,
      edit: event.type === "MessageEdited" ? event.data : null,
      from: "log",
      quotes: event.type === "MessageSent" ? (event.data.replyToId ?? null) : null,
      takenBack: 0,
      frame: undefined,
      asOf: 0n,
    };
  });
  return { position, entries, change: changeOf(event), takesBack: takenBackBy(event) };
}

function takenBackBy({ type, data }: AnyEvent): ToldByEvent["takesBack"] {
  switch (type) {
    case "MessageEdited":
    case "MessageDeleted":
    case "LinkPreviewRemoved":
      return data.messageId;
    case "PersonErased":
    case "WordsForgotten":
      return "everything";
    default:
      return null;
  }
}

const isAbout = (what: StreamEvent): boolean => what.event === "new_message";

function changeOf(event: Logged<AnyEvent>): Change | null {
  if (!isConversations(event)) return null;
  const change = { ...membershipChange(event), shutOut: shutOut(event) };
  if (change.added.length === 0 && change.removed.length === 0 && !change.isOver && !change.shutOut) return null;
  return { ...change, position: event.position, conversationId: conversationOf(event) };
}

function lineToTell(event: Logged<AnyEvent>): Line | null {
  return isConversations(event) && isLine(event) ? lineOf(conversationOf(event), event) : null;
}

function isConversations(event: Logged<AnyEvent>): event is Logged<ConversationEvent> {
  return isOfConversation(event);
}
