import type { ServerResponse } from "node:http";
import type { UserId } from "../domain/ids.ts";

/** As the API hands a client over. */
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

/** Why what was missed cannot be told exactly. */
export type ResetReason = "malformed_id" | "other_epoch" | "future_position" | "not_in_time";
