import { auditStateJson, peopleInState, type AuditStateJson } from "../../wire/audit-state.ts";
import { afterEvent, emptyReplay, linesIn, type Replay, type ReplayEvent } from "../../wire/replay.ts";
import type { AuditEvent, Facts } from "../api/audit.ts";
import { plainText } from "../store/heads.ts";
import type { Mark, Moment } from "./buckets.ts";

/** All that happened in a conversation, made so that any moment of it can be shown at once. */
export interface Recording {
  readonly conversationId: string;
  readonly events: readonly AuditEvent[];
  readonly moments: readonly Moment[];
  /** As it stood before every so many events. */
  readonly snapshots: readonly Replay[];
}

const snapshotEvery = 64;

export function recordingOf(conversationId: string, events: readonly AuditEvent[]): Recording {
  const snapshots: Replay[] = [];
  let replay = emptyReplay(brandedId(conversationId));
  for (const [index, event] of events.entries()) {
    if (index % snapshotEvery === 0) snapshots.push(replay);
    replay = afterEvent(replay, replayed(event));
  }
  return { conversationId, events, moments: events.map(momentOf), snapshots };
}

/** After the event of this index. */
export function replayAt({ conversationId, events, snapshots }: Recording, index: number): Replay {
  const from = Math.floor(index / snapshotEvery);
  const before = snapshots[from] ?? emptyReplay(brandedId(conversationId));
  return events
    .slice(from * snapshotEvery, index + 1)
    .reduce((replay, event) => afterEvent(replay, replayed(event)), before);
}

export interface Shown {
  readonly state: AuditStateJson;
  /** Whether there are lines before these. */
  readonly hasEarlier: boolean;
}

export type { AuditLineJson, AuditStateJson } from "../../wire/audit-state.ts";

type Named = (id: string) => { readonly username: string | null; readonly displayName: string | null };

/** The conversation as it stood after an event, with its last lines. */
export function shownAt(
  recording: Recording,
  index: number,
  { lines: limit, named }: { lines: number; named: Named },
): Shown {
  const replay = replayAt(recording, index);
  const found = linesIn(replay, { below: Number.MAX_SAFE_INTEGER, limit: limit + 1 });
  const lines = found.slice(-limit);
  const people = new Map(peopleInState(replay, lines).map((id) => [id, named(id)]));
  const epoch = recording.events[0]?.position.split(".")[0] ?? "";
  return { state: auditStateJson({ replay, lines, epoch, people }), hasEarlier: found.length > limit };
}

function momentOf({ type, said_at }: AuditEvent): Moment {
  return { at: Date.parse(said_at), mark: marks[type] ?? "other" };
}

const marks: Readonly<Record<string, Mark>> = {
  MessageSent: "message",
  MessageEdited: "edit",
  MessageDeleted: "deletion",
};

/** The server tells the log's own events, which it has checked. */
function replayed({ id, type, data, revision, at, said_at, actor_id, position }: AuditEvent): ReplayEvent {
  const imported = said_at === at ? {} : { imported: { originalAt: said_at, countsAsUnread: false } };
  const event = { id, type, data, revision, at, actor: actor_id, position: positionIn(position), ...imported };
  return event as unknown as ReplayEvent;
}

export function positionIn(position: string): bigint {
  return BigInt(position.split(".").at(-1) ?? "0");
}

function brandedId(id: string): Replay["conversationId"] {
  return id as Replay["conversationId"];
}

/** What was said, without its formatting; null where the facts are about no words. */
export function wordsIn(facts: Facts): string | null {
  const { content, content_type } = facts ?? {};
  return typeof content === "string" ? textOf({ content, content_type }) : null;
}

interface Words {
  readonly content: string;
  readonly content_type?: unknown;
}

export function textOf({ content, content_type: type }: Words): string {
  return type === "html" ? plainText(content) : content;
}
