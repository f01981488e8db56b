import type { InboxEvent } from "../domain/inbox/events.ts";
import type { Outcome } from "./deciding/command.ts";
import type { ConversationRequest } from "./request.ts";

export interface AdvanceMarkersRequest extends ConversationRequest {
  /** Sequences of lines. */
  readonly readTo?: number;
  readonly deliveredTo?: number;
}

/** Moves markers, at most once in two seconds for each member and conversation. */
export interface InboxMarkers {
  /** Settles when it is durable. */
  advance(request: AdvanceMarkersRequest): Promise<Outcome<InboxEvent>>;
  /** Writes at once what waits of one member in one conversation; what becomes of it is told to whoever asked for it. */
  flush(member: Pick<ConversationRequest, "actor" | "conversationId">): Promise<void>;
  /** Writes what waits at once, and takes no more. */
  close(): Promise<void>;
}
