import type { Incident, Kind, Visibility, HistoryVisibility } from "../domain/conversation/events.ts";
import type { Line } from "../domain/conversation/line.ts";
import type { Role } from "../domain/conversation/roles.ts";
import { lineId, type ConversationId, type LineId, type UserId } from "../domain/ids.ts";
import type { People } from "../domain/user/people.ts";
import { messageJson, peopleIn, shownWords, type MessageJson, type ShownWords } from "./message.ts";
import { displayNameOf } from "./people.ts";
import { positionText } from "./position.ts";
import { originalIn, type Replay } from "./replay.ts";

/** A conversation as it stood. */
export interface AuditStateJson {
  readonly conversation_id: ConversationId;
  /** The last of its events by then. */
  readonly position: string;
  readonly at: string | null;
  readonly status: "missing" | "open" | "deleted";
  readonly deleted_at: string | null;
  readonly deleted_by: UserId | null;
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly history_visibility: HistoryVisibility;
  readonly incident: Incident | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly created_by: UserId | null;
  readonly created_at: string | null;
  readonly member_count: number;
  /** By joining; at most the first 1,000. */
  readonly members: readonly AuditMemberJson[];
  readonly pinned_message_ids: readonly LineId[];
  /** Oldest first. */
  readonly lines: readonly AuditLineJson[];
}

export interface AuditMemberJson {
  readonly user_id: UserId;
  readonly display_name: string;
  readonly role: Role;
  readonly joined_at: string | null;
  readonly muted_until: string | null;
}

export interface AuditLineJson {
  /** As its members saw it. */
  readonly message: MessageJson;
  /** What a deleted message said last; null where nothing was deleted, or it was erased. */
  readonly original: ShownWords | null;
  readonly is_erased: boolean;
}

/** So many members are named. */
export const mostMembers = 1_000;

export interface AuditStateParts {
  readonly replay: Replay;
  readonly lines: readonly Line[];
  readonly epoch: string;
  readonly people: People;
}

export function auditStateJson({ replay, lines, epoch, people }: AuditStateParts): AuditStateJson {
  const { conversation: now, deleted, position, at } = replay;
  return {
    conversation_id: replay.conversationId,
    position: positionText({ epoch, position }),
    at,
    status: now.status,
    deleted_at: deleted?.at ?? null,
    deleted_by: deleted?.by ?? null,
    kind: now.kind,
    visibility: now.visibility,
    history_visibility: now.historyVisibility,
    incident: now.incident,
    name: now.name,
    description: now.description,
    created_by: now.createdBy,
    created_at: now.createdAt,
    member_count: now.members.size,
    members: membersIn(replay).map((member) => ({ ...member, display_name: displayNameOf(people, member.user_id) })),
    pinned_message_ids: now.pins,
    lines: lines.map((line) => lineJson(replay, line, { epoch, people })),
  };
}

function lineJson(replay: Replay, line: Line, sources: { epoch: string; people: People }): AuditLineJson {
  const original = originalIn(replay, lineId(line));
  const message = messageJson(line, sources);
  const isLost = original === null && line.event.type === "MessageSent" && line.event.data.content === null;
  return {
    message,
    original: original === null || original.content === null ? null : shownWords(original),
    is_erased: isLost || (original !== null && original.content === null),
  };
}

type MemberNow = Omit<AuditMemberJson, "display_name">;

function membersIn({ conversation: { members }, joinedAt }: Replay): readonly MemberNow[] {
  const all = [...members].toSorted(([, one], [, other]) => one.joining - other.joining).slice(0, mostMembers);
  return all.map(([userId, { role, mutedUntil }]) => ({
    user_id: userId,
    role,
    joined_at: joinedAt.get(userId) ?? null,
    muted_until: mutedUntil,
  }));
}

/** Everybody whose name it needs. */
export function peopleInState(replay: Replay, lines: readonly Line[]): readonly UserId[] {
  return [...new Set([...membersIn(replay).map((member) => member.user_id), ...lines.flatMap(peopleIn)])];
}
