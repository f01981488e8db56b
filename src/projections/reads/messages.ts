import type { ConversationId, LineId, UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import type { Paged, PositionCursor } from "./paged.ts";

/** Asks `members`, `lines` and `conversations`. */
export interface MessageReads {
  /** Who of its members has come as far as a message, but for who sent it. Whether it may be read is asked before. */
  readers(
    id: ConversationId,
    asked: {
      readonly sequence: number;
      /** Who sent it. */
      readonly actor: UserId;
      readonly limit: number;
      readonly after: ReaderCursor | null;
    },
  ): Promise<Paged<Reader, ReaderCursor>>;
  /** Messages that mention this person, or everybody where they are a member, which they may read; the newest first. */
  mentioning(
    viewer: UserId,
    page: { readonly limit: number; readonly after: PositionCursor | null; readonly shownUpTo?: Position },
  ): Promise<Paged<LineId, PositionCursor>>;
}

export interface Reader {
  readonly userId: UserId;
  /** When their marker came where it stands, at the message or after it. */
  readonly readAt: string | null;
  readonly deliveredAt: string | null;
}

export interface ReaderCursor {
  readonly userId: string;
}
