import { saidAt, type Recorded } from "../recorded.ts";
import type { LineEvent } from "./events.ts";
import type { ConversationId, UserId } from "../ids.ts";

/** A line of a conversation, wherever it was read: from its event in the log, or from a row of a read model. */
export interface Line {
  readonly conversationId: ConversationId;
  /** Of its event; with the conversation it makes the line's id. */
  readonly revision: number;
  readonly position: bigint;
  /** Its words are null once their owner was erased. */
  readonly event: LineEvent;
  readonly actor: UserId;
  /** When it was said: of an imported line, where it came from. ISO 8601, UTC, milliseconds. */
  readonly createdAt: string;
  /** The key that its sender's client gave it. */
  readonly clientMessageId: string | null;
  /** The line that it replies to, as it is now; null where there is none. */
  readonly quote: Line | null;
}

/** As its event says it, which does not say what it replies to but by id. */
export function lineOf(
  conversationId: ConversationId,
  event: Recorded<LineEvent> & { readonly position: bigint },
): Line {
  const { revision, position, actor, key } = event;
  const said = { createdAt: saidAt(event), clientMessageId: key?.name ?? null };
  return { conversationId, revision, position, event, actor, ...said, quote: null };
}
