import { lineOf, type Line } from "../domain/conversation/line.ts";
import type { ConversationEvent } from "../domain/conversation/events.ts";
import { isLine } from "../domain/conversation/events.ts";
import { membershipChange, type MembershipChange } from "../domain/conversation/membership.ts";
import type { ConversationId } from "../domain/ids.ts";
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
}

/** What a log event tells, and whose membership it changes. */
export interface ToldByEvent {
  readonly position: Position;
  readonly entries: readonly Entry[];
  readonly change: Change | null;
}

export interface Entry extends Telling {
  readonly audience: Audience;
  /** Let go of once it is rendered. */
  line: Line | null;
  /** The bytes, the same for everybody. Null: there is nothing to tell. Undefined: not needed yet; a promise: on its way. */
  frame: Buffer | null | Promise<void> | undefined;
  /** How new a conversation's words in the frame are. */
  asOf: Position;
}

export interface Change extends MembershipChange {
  readonly position: Position;
  readonly conversationId: ConversationId;
}

/** The streams whose events are told of. */
export const toldStreams = ["conversation-", "inbox-", "user-"];

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
      frame: undefined,
      asOf: 0n,
    };
  });
  return { position, entries, change: changeOf(event) };
}

const isAbout = (what: StreamEvent): boolean => what.event === "new_message";

function changeOf(event: Logged<AnyEvent>): Change | null {
  if (!isConversations(event)) return null;
  const change = membershipChange(event);
  if (change.added.length === 0 && change.removed.length === 0 && !change.isOver) return null;
  return { ...change, position: event.position, conversationId: conversationOf(event) };
}

function lineToTell(event: Logged<AnyEvent>): Line | null {
  return isConversations(event) && isLine(event) ? lineOf(conversationOf(event), event) : null;
}

function isConversations(event: Logged<AnyEvent>): event is Logged<ConversationEvent> {
  return isOfConversation(event);
}
