import type { Conversation, Draft, Incident, Kind, Member, Pin, Role } from "../wire/shapes.ts";
import { ask, askText, part, type Answer, type AtLeast } from "./request.ts";

export interface ConversationPage {
  readonly conversations: readonly Conversation[];
  readonly next_cursor: string | null;
}

export interface ListQuery extends AtLeast {
  readonly cursor?: string | undefined;
  readonly archived?: boolean;
  readonly unread?: boolean;
  readonly joined?: boolean;
  readonly kind?: Kind;
  readonly query?: string;
  readonly limit?: number;
}

export async function listConversations(query: ListQuery): Promise<Answer<ConversationPage>> {
  return ask<ConversationPage>("/api/conversations", { query: { ...query } });
}

export interface OpenedConversation extends Conversation {
  readonly members: readonly Member[];
}

export async function getConversation(id: string, asked: AtLeast = {}): Promise<OpenedConversation> {
  return (await ask<OpenedConversation>(of(id), { query: { ...asked } })).body;
}

export interface NewConversation {
  readonly member_ids: readonly string[];
  readonly kind?: Kind;
  readonly name?: string;
  readonly visibility?: "private" | "public";
  readonly incident?: Partial<Incident>;
}

export async function startConversation(start: NewConversation, key: string): Promise<Conversation> {
  return (await ask<Conversation>("/api/conversations", { method: "POST", body: start, key })).body;
}

export async function changeConversation(
  id: string,
  change: { readonly name?: string; readonly description?: string; readonly incident?: Partial<Incident> },
): Promise<Conversation> {
  return (await ask<Conversation>(of(id), { method: "PATCH", body: change })).body;
}

export async function deleteConversation(id: string): Promise<void> {
  await ask(of(id), { method: "DELETE" });
}

export async function joinConversation(id: string): Promise<void> {
  await ask(`${of(id)}/join`, { method: "POST" });
}

export async function leaveConversation(id: string): Promise<void> {
  await ask(`${of(id)}/leave`, { method: "POST" });
}

export async function addMembers(id: string, userIds: readonly string[]): Promise<void> {
  await ask(`${of(id)}/members`, { method: "POST", body: { user_ids: userIds } });
}

export async function changeMember(
  id: string,
  userId: string,
  change: { readonly role?: Role; readonly muted_until?: string | null },
): Promise<void> {
  await ask(`${of(id)}/members/${part(userId)}`, { method: "PATCH", body: change });
}

export async function removeMember(id: string, userId: string): Promise<void> {
  await ask(`${of(id)}/members/${part(userId)}`, { method: "DELETE" });
}

export async function ban(id: string, userId: string): Promise<void> {
  await ask(`${of(id)}/bans/${part(userId)}`, { method: "PUT", body: {} });
}

export async function changeMySettings(
  id: string,
  settings: { readonly is_muted?: boolean; readonly is_archived?: boolean },
): Promise<void> {
  await ask(`${of(id)}/settings`, { method: "PATCH", body: settings });
}

export async function markRead(id: string, sequence: number): Promise<void> {
  await ask(`${of(id)}/read`, { method: "POST", body: { sequence }, keepalive: true });
}

export async function markDelivered(id: string, sequence: number): Promise<void> {
  await ask(`${of(id)}/delivered`, { method: "POST", body: { sequence } });
}

export async function markUnread(id: string, sequence: number): Promise<void> {
  await ask(`${of(id)}/unread`, { method: "POST", body: { sequence } });
}

export async function tellTyping(id: string, isTyping: boolean): Promise<void> {
  await ask(`${of(id)}/typing`, { method: "POST", body: { is_typing: isTyping } });
}

export async function getPins(id: string, asked: AtLeast = {}): Promise<readonly Pin[]> {
  return (await ask<{ readonly pins: readonly Pin[] }>(`${of(id)}/pins`, { query: { ...asked } })).body.pins;
}

export async function getDraft(id: string): Promise<Draft> {
  return (await ask<Draft>(`${of(id)}/draft`)).body;
}

/** An empty one is taken away. */
export async function putDraft(id: string, draft: Draft): Promise<void> {
  if (draft.content === "") await ask(`${of(id)}/draft`, { method: "DELETE", keepalive: true });
  else await ask(`${of(id)}/draft`, { method: "PUT", body: draft, keepalive: true });
}

/** As Markdown. */
export async function getReport(id: string): Promise<string> {
  return askText(`${of(id)}/report`);
}

function of(id: string): string {
  return `/api/conversations/${part(id)}`;
}
