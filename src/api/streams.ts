import type { ServerResponse } from "node:http";
import type { ConversationId, UserId } from "../domain/ids.ts";

/** What the API asks of the gateway: the stream itself, and what it would have told. */
export interface Streams {
  /** Answers with the stream until the client leaves, the session ends, or the process stops. */
  connect(connection: StreamConnection): void;
  /** What the stream would have told after a place, a page of it. */
  since(request: SinceRequest): Promise<Since>;
}

export interface StreamConnection {
  readonly response: ServerResponse;
  readonly userId: UserId;
  readonly sessionId: string;
  /** As the client sent it; absent: from now on. */
  readonly lastEventId: string | undefined;
  /** Asked from time to time; false ends the stream. */
  readonly isSessionOpen: () => Promise<boolean>;
  /** Headers that are set already by the server, to be sent along. */
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
}

export interface SinceRequest {
  readonly userId: UserId;
  /** A position, a stream's id, or a time. */
  readonly after: string;
  readonly conversationId: ConversationId | undefined;
  readonly limit: number;
}

export type Since =
  | {
      readonly kind: "events";
      readonly events: readonly SinceEvent[];
      readonly position: string;
      readonly hasMore: boolean;
    }
  /** It cannot be told exactly: load afresh, then go on from `position`. */
  | { readonly kind: "reset"; readonly reason: string; readonly position: string }
  /** `after` is none of the three. */
  | { readonly kind: "malformed" };

export interface SinceEvent {
  readonly event: string;
  readonly id: string;
  readonly data: object;
}
