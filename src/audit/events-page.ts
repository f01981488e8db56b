import type { ConversationId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import type { ReplayStep } from "../wire/audit-event.ts";
import { afterEvent, isOfMessage, revisionOf } from "../wire/replay.ts";
import { openedAt, type LogForAudit } from "./log-for-audit.ts";
import { partialReplay, type ConversationLogEvent } from "./partial-replay.ts";

export interface EventsAsked {
  readonly conversationId: ConversationId;
  /** Exclusive; inclusive. */
  readonly after: Position;
  readonly upTo: Position;
  readonly limit: number;
}

export interface EventsPage {
  /** Each with the conversation before and after it, as far as it is about it. */
  readonly steps: readonly ReplayStep[];
  /** After which position the next page begins; null at the end. */
  readonly next: Position | null;
}

/** A page of all that happened in a conversation, its messages and its members' inboxes, in the order of the log. */
export async function eventsPage(log: LogForAudit, asked: EventsAsked): Promise<EventsPage> {
  const { conversationId, limit } = asked;
  const positions = await log.places.positions(asked, limit + 1);
  const events = await openedAt<ConversationLogEvent>(log, positions.slice(0, limit));
  const [first] = events;
  if (!first) return { steps: [], next: null };
  const lines = new Set(events.flatMap((event) => (isOfMessage(event) ? [revisionOf(event.data.messageId)] : [])));
  let replay = await partialReplay(log, { conversationId, lines: [...lines], upTo: first.position - 1n });
  const steps: ReplayStep[] = [];
  for (const event of events) {
    const after = afterEvent(replay, event);
    steps.push({ event, before: replay, after });
    replay = after;
  }
  return { steps, next: positions.length > limit ? replay.position : null };
}
