import {
  isLine,
  type ConversationEvent,
  type ConversationRenamed,
  type ConversationStarted,
  type HistoryVisibility,
  type Incident,
  type Kind,
  type LineEvent,
  type Visibility,
} from "../../../domain/conversation/events.ts";
import { incidentAfter } from "../../../domain/conversation/incident.ts";
import { membershipChange, shutOut } from "../../../domain/conversation/membership.ts";
import type { Deletion } from "../../../domain/conversation/line.ts";
import { locate, type ConversationId, type UserId } from "../../../domain/ids.ts";
import type { MessageEvent } from "../../../domain/message/events.ts";
import { saidAt, type Personal } from "../../../domain/recorded.ts";
import { folded } from "../../folded.ts";
import { conversationOf, type Logged } from "../../../events/logged.ts";
import { storableText, storableTime } from "../../storable.ts";

/** A conversation's row. */
export interface HeadRow {
  readonly id: ConversationId;
  readonly kind: Kind;
  readonly visibility: Visibility;
  readonly historyVisibility: HistoryVisibility;
  readonly incident: Incident | null;
  readonly name: string | null;
  readonly nameFolded: string | null;
  readonly description: string | null;
  readonly ownerIds: readonly UserId[];
  readonly memberCount: number;
  /** Where somebody who could read it last stopped being one; null: everybody who ever could still can. */
  readonly leftPosition: bigint | null;
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
  /** Null: it says what it said first. */
  readonly editedAt: string | null;
  readonly deleted: Deletion | null;
}

/** Null: there is none, or none any more. What follows a deletion changes nothing. */
export function headAfter(row: HeadRow | null, event: Logged<ConversationEvent>): HeadRow | null {
  if (event.type === "ConversationStarted") return started(event);
  if (event.type === "ConversationDeleted" || !row) return null;
  return withLine(withMembers({ ...row, ...changesBy(event, row) }, event), event);
}

function changesBy(event: ConversationEvent, row: HeadRow): Partial<HeadRow> {
  switch (event.type) {
    case "ConversationRenamed":
      return renamed(event.data);
    case "VisibilityChanged":
      return { visibility: event.data.visibility };
    case "IncidentChanged":
      return { incident: storable(incidentAfter(row.incident, event.data)) };
    case "OwnershipHandedOver": {
      const { from, to } = event.data;
      return { ownerIds: [...row.ownerIds.filter((id) => id !== from && id !== to), to] };
    }
    default:
      return {};
  }
}

const storable = ({ lots, ...rest }: Incident): Incident => ({ ...rest, lots: lots.map(storableText) });

function started(event: Logged<Extract<ConversationEvent, { type: "ConversationStarted" }>>): HeadRow {
  const { kind, visibility, createdBy, members, name = null, description = null } = event.data;
  const { historyVisibility = "all", incident } = event.data;
  const at = storableTime(saidAt(event));
  return {
    id: conversationOf(event),
    kind,
    visibility,
    historyVisibility,
    incident: incident ? storable(incident) : null,
    ...named(name),
    description: orNone(description),
    ownerIds: ownersIn(members),
    memberCount: members.length,
    leftPosition: null,
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

function withMembers(before: HeadRow, event: Logged<ConversationEvent>): HeadRow {
  const { added, removed } = membershipChange(event);
  const isLeft = removed.length > 0 || shutOut(event) !== null;
  const row = isLeft ? { ...before, leftPosition: event.position } : before;
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
  const { revision, position, actor: actorId, type } = event;
  const at = storableTime(saidAt(event));
  return {
    ...row,
    activeAt: at > row.activeAt ? at : row.activeAt,
    lastSequence: event.data.sequence,
    lastLine: { revision, position, actorId, type, data: shownOfLast(event), at, editedAt: null, deleted: null },
  };
}

/** Of a message what a list tells of it: its text. */
export function shownOfLast({ type, data }: LineEvent): object {
  if (type !== "MessageSent") return data;
  const { html: _html, data: _data, mentions: _mentions, mentionsAll: _all, ...shown } = data;
  return shown;
}

/** What became of a message that is the last line, or of another. */
export function headSince(row: HeadRow | null, event: Logged<MessageEvent>): HeadRow | null {
  const last = row?.lastLine;
  const place = locate(event.data.messageId);
  if (!row || !last || last.type !== "MessageSent" || last.revision !== place?.revision) return row;
  const { type, data, at } = event;
  if (type === "MessageEdited") {
    const said = { ...last.data, content: data.content };
    return { ...row, lastLine: { ...last, data: said, editedAt: storableTime(at) } };
  }
  if (type !== "MessageDeleted") return row;
  const deleted = { by: data.deletedBy, at: storableTime(at) };
  return { ...row, lastLine: { ...last, data: { ...last.data, content: null, forwarded: undefined }, deleted } };
}
