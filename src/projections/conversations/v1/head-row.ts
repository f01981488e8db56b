import {
  isLine,
  type ConversationEvent,
  type ConversationRenamed,
  type ConversationStarted,
  type Kind,
  type LineEvent,
  type Visibility,
} from "../../../domain/conversation/events.ts";
import { membershipChange } from "../../../domain/conversation/membership.ts";
import type { ConversationId, UserId } from "../../../domain/ids.ts";
import { saidAt, type Personal } from "../../../domain/recorded.ts";
import { folded } from "../../folded.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";
import { storableText, storableTime } from "../../storable.ts";

/** A conversation's row. */
export interface HeadRow {
  readonly id: ConversationId;
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly name: string | null;
  readonly nameFolded: string | null;
  readonly description: string | null;
  readonly ownerIds: readonly UserId[];
  readonly memberCount: number;
  readonly createdBy: UserId;
  readonly createdAt: string;
  /** When the last line was said; imported lines that are older than those before them do not take it back. */
  readonly activeAt: string;
  readonly lastSequence: number;
  readonly lastLine: LastLine | null;
}

export interface LastLine {
  readonly revision: number;
  readonly position: bigint;
  readonly actorId: UserId;
  readonly type: LineEvent["type"];
  /** The event's. */
  readonly data: object;
  readonly at: string;
}

/** Null: there is none, or none any more. What follows a deletion changes nothing. */
export function headAfter(row: HeadRow | null, event: Logged<ConversationEvent>): HeadRow | null {
  if (event.type === "ConversationStarted") return started(event);
  if (event.type === "ConversationDeleted" || !row) return null;
  const changed = event.type === "ConversationRenamed" ? { ...row, ...renamed(event.data) } : row;
  return withLine(withMembers(changed, event), event);
}

function started(event: Logged<Extract<ConversationEvent, { type: "ConversationStarted" }>>): HeadRow {
  const { kind, visibility, createdBy, members, name = null, description = null } = event.data;
  const at = storableTime(saidAt(event));
  return {
    id: conversationOf(event),
    kind,
    visibility,
    ...named(name),
    description: orNone(description),
    ownerIds: ownersIn(members),
    memberCount: members.length,
    createdBy,
    createdAt: at,
    activeAt: at,
    lastSequence: 0,
    lastLine: null,
  };
}

const ownersIn = (members: ConversationStarted["members"]): readonly UserId[] =>
  members.filter(({ role }) => role === "owner").map(({ userId }) => userId);

function renamed({ name, description }: ConversationRenamed): Partial<HeadRow> {
  return {
    ...(name !== undefined && named(name)),
    ...(description !== undefined && { description: orNone(description) }),
  };
}

function named(text: Personal): Pick<HeadRow, "name" | "nameFolded"> {
  const name = orNone(text);
  return { name, nameFolded: name === null ? null : folded(name) };
}

/** Empty is taken away, null was erased: there is none. */
const orNone = (text: Personal): string | null => (text ? storableText(text) : null);

function withMembers(row: HeadRow, event: ConversationEvent): HeadRow {
  const { added, removed } = membershipChange(event);
  if (added.length === 0 && removed.length === 0) return row;
  const gone = new Set([...added, ...removed].map(({ userId }) => userId));
  return {
    ...row,
    ownerIds: [...row.ownerIds.filter((id) => !gone.has(id)), ...ownersIn(added)],
    memberCount: row.memberCount + added.length - removed.length,
  };
}

function withLine(row: HeadRow, event: Logged<ConversationEvent>): HeadRow {
  if (!isLine(event)) return row;
  const { revision, position, actor: actorId, type, data } = event;
  const at = storableTime(saidAt(event));
  return {
    ...row,
    activeAt: at > row.activeAt ? at : row.activeAt,
    lastSequence: data.sequence,
    lastLine: { revision, position, actorId, type, data, at },
  };
}
