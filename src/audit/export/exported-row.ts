import type { ConversationId } from "../../domain/ids.ts";
import { saidAt } from "../../domain/recorded.ts";
import type { UserEvent } from "../../domain/user/events.ts";
import type { People } from "../../domain/user/people.ts";
import { isOfConversation, conversationOf, type Logged } from "../../events/logged.ts";
import { auditSentence, erasedSentence } from "../../wire/audit-sentence.ts";
import { displayNameOf } from "../../wire/people.ts";
import { positionText } from "../../wire/position.ts";
import type { ConversationLogEvent } from "../partial-replay.ts";

export type AuditedLogEvent = ConversationLogEvent | Logged<UserEvent>;

/** An event as people read it in a table. */
export interface ExportedRow {
  readonly position: string;
  readonly at: string;
  readonly saidAt: string;
  readonly conversationId: ConversationId | "";
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  readonly type: string;
  readonly actorId: string;
  readonly actor: string;
  /** What happened, in a sentence. */
  readonly summary: string;
  /** What was said, as text; of erased words that they were erased. */
  readonly words: string;
  /** The event's data as JSON. */
  readonly data: string;
}

export interface RowSources {
  readonly epoch: string;
  readonly people: People;
}

export function exportedRow(event: AuditedLogEvent, { epoch, people }: RowSources): ExportedRow {
  return {
    position: positionText({ epoch, position: event.position }),
    at: event.at,
    saidAt: saidAt(event),
    conversationId: conversationIn(event),
    stream: event.stream,
    revision: event.revision,
    eventId: event.id,
    type: event.type,
    actorId: event.actor,
    actor: displayNameOf(people, event.actor),
    summary: auditSentence(event, people),
    words: wordsIn(event.data),
    data: JSON.stringify(event.data),
  };
}

function conversationIn(event: AuditedLogEvent): ConversationId | "" {
  if ("conversationId" in event.data) return event.data.conversationId;
  return isOfConversation(event) ? conversationOf(event) : "";
}

/** The fields of events that hold what somebody typed. */
const wordFields: ReadonlySet<string> = new Set([
  "content",
  "data",
  "name",
  "description",
  "displayName",
  "reason",
  "title",
  "url",
]);

function wordsIn(data: object): string {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(data);
  const typed = entries.flatMap(([field, text]) => (wordFields.has(field) ? [text] : []));
  return typed.includes(null) ? erasedSentence : typed.join("\n");
}
