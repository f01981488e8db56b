import type { ServerResponse } from "node:http";
import type { UserId } from "../domain/ids.ts";
import type { Since, SinceRequest } from "../wire/since.ts";

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
