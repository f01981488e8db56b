import type { Line } from "../domain/conversation/line.ts";
import { maxRevision, type ConversationId } from "../domain/ids.ts";
import type { Position } from "../event-store/port.ts";
import { linesIn, quotedBy, revisionOf, type Replay } from "../wire/replay.ts";
import type { LogForAudit } from "./log-for-audit.ts";
import { partialReplay } from "./partial-replay.ts";

export interface StateAsked {
  readonly conversationId: ConversationId;
  readonly upTo: Position;
  /** Of lines: those below a revision; null for the last ones. */
  readonly below: number | null;
  readonly limit: number;
}

export interface StateAt {
  readonly replay: Replay;
  readonly lines: readonly Line[];
  /** Below which revision the lines before these are; null where these are the first. */
  readonly next: number | null;
}

/** A conversation as it stood after an event, with a page of its lines. */
export async function stateAt(log: LogForAudit, asked: StateAsked): Promise<StateAt> {
  const { conversationId, upTo, limit } = asked;
  const below = asked.below ?? maxRevision;
  const found = await log.places.lines(conversationId, { upTo, below, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const first = await partialReplay(log, { conversationId, lines: shown, upTo });
  const quoted = quotedBy(linesIn(first, { below, limit })).map(revisionOf);
  const isWhole = quoted.every((revision) => shown.includes(revision));
  const replay = isWhole ? first : await partialReplay(log, { conversationId, lines: [...shown, ...quoted], upTo });
  const lines = linesIn(replay, { below, limit: shown.length });
  return { replay, lines, next: found.length > limit ? (shown.at(-1) ?? null) : null };
}
