import type { ConversationId, UserId } from "../domain/ids.ts";

/** What the stream would have told. */
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
