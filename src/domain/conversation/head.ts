import type { ConversationId, UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";
import type { HistoryVisibility, Incident, Kind, Visibility } from "./events.ts";
import type { Line } from "./line.ts";

/** A conversation as a list shows it, wherever it was read. */
export interface Head {
  readonly id: ConversationId;
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly historyVisibility: HistoryVisibility;
  /** Null where it is about none. */
  readonly incident: Incident | null;
  readonly name: Personal;
  readonly description: Personal;
  readonly ownerIds: readonly UserId[];
  readonly memberCount: number;
  /** The first by joining, at most 5. */
  readonly firstMemberIds: readonly UserId[];
  readonly lastLine: Line | null;
  readonly lastSequence: number;
  readonly createdBy: UserId;
  /** ISO 8601, UTC, milliseconds; as is the next. */
  readonly createdAt: string;
  /** Of the last line, or of the start. */
  readonly updatedAt: string;
}
