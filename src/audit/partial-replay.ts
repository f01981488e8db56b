import type { ConversationEvent } from "../domain/conversation/events.ts";
import type { ConversationId } from "../domain/ids.ts";
import type { InboxEvent } from "../domain/inbox/events.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { Position } from "../event-store/port.ts";
import type { Logged } from "../events/logged.ts";
import { afterEvent, emptyReplay, type Replay } from "../wire/replay.ts";
import { allPlaces, openedAt, type LogForAudit } from "./log-for-audit.ts";

export type ConversationLogEvent = Logged<ConversationEvent> | Logged<MessageEvent> | Logged<InboxEvent>;

export interface PartialReplay {
  readonly conversationId: ConversationId;
  /** Revisions of the lines that it holds, with what became of them. */
  readonly lines: readonly number[];
  readonly upTo: Position;
}

/** Events that are opened at once. */
const atOnce = 500;

/**
 * A conversation as it stood, with some of its lines: what changed the conversation, and what is of these lines, are
 * read, however many messages there are beside them.
 */
export async function partialReplay(log: LogForAudit, { conversationId, lines, upTo }: PartialReplay): Promise<Replay> {
  const [changes, ofLines] = await Promise.all([
    allPlaces(0n, (after, limit) => log.places.changes(conversationId, { after, upTo }, limit)),
    lines.length === 0
      ? []
      : allPlaces(0n, (after, limit) => log.places.ofLines(conversationId, lines, { after, upTo }, limit)),
  ]);
  const positions = [...new Set([...changes, ...ofLines])].toSorted((one, other) => (one < other ? -1 : 1));
  let replay = emptyReplay(conversationId);
  for (let from = 0; from < positions.length; from += atOnce) {
    const events = await openedAt<ConversationLogEvent>(log, positions.slice(from, from + atOnce));
    replay = events.reduce(afterEvent, replay);
  }
  return replay;
}
