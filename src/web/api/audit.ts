import type { Kind, Person } from "../wire/shapes.ts";
import { answered, ask, part } from "./request.ts";

/** A conversation as auditors find it, also one that was deleted. */
export interface AuditedConversation {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string | null;
  readonly created_at: string;
  readonly deleted_at: string | null;
  /** The first five who ever were members. */
  readonly people: readonly Person[];
}

export type Facts = Readonly<Record<string, unknown>> | null;

export interface AuditEvent {
  readonly id: string;
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly said_at: string;
  readonly actor_id: string;
  readonly actor_display_name: string;
  readonly summary: string;
  readonly message_id: string | null;
  readonly sequence: number | null;
  readonly before: Facts;
  readonly after: Facts;
  readonly data: Readonly<Record<string, unknown>>;
  readonly is_erased: boolean;
}

export interface Look {
  readonly position: string;
  readonly at: string;
  readonly auditor: Person;
  readonly looked_at: "conversations" | "events" | "state" | "export";
  readonly format: string | null;
  readonly reason: string | null;
}

/** What the server stands by, and the key by which that is known. */
export interface SignedCheckpoint {
  readonly checkpoint: Readonly<Record<string, unknown>> & { readonly size: number };
  readonly public_key: string;
}

/** The last one; it says nothing of words, so that nobody need say why they ask. */
export async function getCheckpoint(): Promise<SignedCheckpoint> {
  return (await ask<SignedCheckpoint>("/api/audit/checkpoint")).body;
}

/** Each of these is recorded with the reason before anything is answered. */
export function because(reason: string): Readonly<Record<string, string>> {
  return { "x-audit-reason": encodeURIComponent(reason) };
}

interface ConversationPage {
  readonly conversations: readonly AuditedConversation[];
  readonly next_cursor: string | null;
}

export async function findConversations(reason: string, query: string, cursor?: string): Promise<ConversationPage> {
  const asked = { limit: 50, cursor, ...(query !== "" && { query }) };
  return (await ask<ConversationPage>("/api/audit/conversations", { query: asked, headers: because(reason) })).body;
}

export interface EventPage {
  readonly events: readonly AuditEvent[];
  readonly total: number;
  readonly next_cursor: string | null;
}

/** The largest page that is answered. */
export const eventsAtOnce = 500;

export async function getEvents(reason: string, id: string, cursor?: string): Promise<EventPage> {
  const query = { limit: eventsAtOnce, cursor };
  const path = `/api/audit/conversations/${part(id)}/events`;
  return (await ask<EventPage>(path, { query, headers: because(reason) })).body;
}

/** What a conversation is called now, and who is in it: at most the first thousand. */
export interface StateNow {
  readonly name: string | null;
  readonly members: readonly { readonly user_id: string; readonly display_name: string }[];
}

export async function getState(reason: string, id: string): Promise<StateNow> {
  const path = `/api/audit/conversations/${part(id)}/state`;
  const asked = { query: { limit: 1 }, headers: because(reason) };
  return (await ask<{ readonly state: StateNow }>(path, asked)).body.state;
}

interface LookPage {
  readonly looks: readonly Look[];
  readonly next_cursor: string | null;
}

export async function getLooks(conversationId: string, cursor?: string): Promise<LookPage> {
  const query = { conversation_id: conversationId, limit: 50, cursor };
  return (await ask<LookPage>("/api/audit/looks", { query })).body;
}

export const exportFormats = ["ndjson", "csv", "html"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface Exporting {
  readonly reason: string;
  readonly conversationId: string;
  readonly format: ExportFormat;
  /** Times, ISO 8601; absent: from the beginning, to the end. */
  readonly from?: string;
  readonly to?: string;
  /** The size of a checkpoint that was kept, so that the file leads from there. */
  readonly kept?: number;
  readonly signal?: AbortSignal;
}

/** A file, as it is made. */
export async function startExport({ reason, conversationId, signal, ...asked }: Exporting): Promise<Response> {
  const query = { conversation_id: conversationId, ...asked };
  return answered("/api/audit/export", { query, headers: because(reason), ...(signal && { signal }) });
}
