import { isMember, isMutedAt, mayReadLine, mayWrite } from "../conversation/access.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { LineEvent, MessageSent } from "../conversation/events.ts";
import { refusalOfMuted } from "../conversation/send.ts";
import { refuse, type Refused } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { Message } from "./message.ts";

/** The line that a message's stream is about, by one read of its conversation. */
export interface Origin {
  /** Null where its id locates no line. */
  readonly line: OriginLine | null;
  /** As it stood when its tail was read. */
  readonly conversation: Conversation;
}

export type OriginLine = LineEvent & {
  /** When it was recorded: ISO 8601, UTC, milliseconds. */
  readonly at: string;
};

export type Sent = { readonly data: MessageSent } & Pick<OriginLine, "at">;

/** A message that one may read and that is still there; else why nothing can be done with it. */
export function messageFor(
  actor: UserId,
  message: Message,
  { line, conversation }: Origin,
): { readonly sent: Sent } | { readonly refusal: Refused } {
  if (!line || !mayReadLine(conversation, actor, line.data.sequence)) return { refusal: refuse("not_found") };
  if (line.type !== "MessageSent")
    return { refusal: refuse("forbidden", "This is no message: it says what happened, and stays.") };
  if (message.deleted) return { refusal: refuse("gone", "The message was deleted.") };
  return { sent: line };
}

/** Why somebody may not write in the conversation at this time; null where they may. */
export function refusalOfWriting(actor: UserId, conversation: Conversation, at: string): Refused | null {
  if (!isMember(conversation, actor)) return refuse("forbidden", "Join to write here.");
  if (!mayWrite(conversation, actor)) return refuse("forbidden", "Viewers cannot write.");
  return isMutedAt(conversation, actor, at) ? refusalOfMuted(conversation, actor) : null;
}
