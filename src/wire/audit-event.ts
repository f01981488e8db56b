import { isUserId, type LineId, type UserId } from "../domain/ids.ts";
import { saidAt } from "../domain/recorded.ts";
import type { People } from "../domain/user/people.ts";
import { auditSentence } from "./audit-sentence.ts";
import { changeBy, type Facts } from "./audit-change.ts";
import { displayNameOf } from "./people.ts";
import { positionText } from "./position.ts";
import { lineIn, lineOfEvent, type Replay, type ReplayEvent } from "./replay.ts";

/** An event of a conversation as auditors see it, with all that is in it. */
export interface AuditEventJson {
  readonly id: string;
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  /** When it was recorded. */
  readonly at: string;
  /** When it was said, where it came from elsewhere; otherwise the same. */
  readonly said_at: string;
  readonly actor_id: UserId;
  readonly actor_display_name: string;
  /** What happened, in a sentence. */
  readonly summary: string;
  /** The line that it is, or is about. */
  readonly message_id: LineId | null;
  readonly sequence: number | null;
  readonly before: Facts;
  readonly after: Facts;
  /** The event as the log has it, by the log's own names. What was erased is null. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly is_erased: boolean;
}

export interface AuditEventSources {
  readonly epoch: string;
  readonly people: People;
}

export interface ReplayStep {
  readonly event: ReplayEvent & { readonly stream: string };
  readonly before: Replay;
  readonly after: Replay;
}

export function auditEventJson({ event, before, after }: ReplayStep, sources: AuditEventSources): AuditEventJson {
  const { epoch, people } = sources;
  const { id, position, stream, revision, type, at, actor, data } = event;
  const messageId = lineOfEvent(after.conversationId, event);
  return {
    id,
    position: positionText({ epoch, position }),
    stream,
    revision,
    type,
    at,
    said_at: saidAt(event),
    actor_id: actor,
    actor_display_name: displayNameOf(people, actor),
    summary: auditSentence(event, people),
    message_id: messageId,
    sequence: (messageId && lineIn(after, messageId)?.event.data.sequence) ?? null,
    ...changeBy(before, after, event),
    data: { ...data },
    is_erased: isErased(event),
  };
}

/** Null has one meaning in an event: its owner was erased. */
export const isErased = ({ data }: { readonly data: object }): boolean => Object.values(data).includes(null);

/** Everybody whose name an event's JSON needs. */
export function peopleInEvent({ actor, data }: { readonly actor: UserId; readonly data: object }): readonly UserId[] {
  return [actor, ...Object.entries(data).flatMap(([field, value]) => (namingFields.has(field) ? idsIn(value) : []))];
}

const idsIn = (value: unknown): readonly UserId[] => [value].flat().filter((each) => isUserId(each));

/** Of events, the fields that hold ids of people whom a sentence names. */
const namingFields: ReadonlySet<string> = new Set([
  "userId",
  "userIds",
  "renamedBy",
  "changedBy",
  "addedBy",
  "removedBy",
  "bannedBy",
  "pinnedBy",
  "from",
  "to",
]);
