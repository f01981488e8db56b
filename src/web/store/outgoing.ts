import type { Quote } from "../wire/shapes.ts";

/** A message of mine that the server has not acknowledged. */
export interface Outgoing {
  /** Its `client_message_id`: one message, however often it is sent. */
  readonly key: string;
  readonly conversationId: string;
  readonly content: string;
  readonly contentType: "text" | "html";
  readonly replyTo: Quote | null;
  readonly mentions: readonly string[];
  readonly mentionsAll: boolean;
  readonly createdAt: string;
  readonly status: "waiting" | "sending" | "failed";
  /** Why it failed: a code of the API. */
  readonly reason: string | null;
}
