import type { Message, Reaction, Reader, Version } from "../wire/shapes.ts";
import { ask, part, type AtLeast } from "./request.ts";

export interface HistoryPage {
  readonly messages: readonly Message[];
  readonly has_more_before: boolean;
  readonly has_more_after: boolean;
}

export interface HistoryQuery extends AtLeast {
  readonly before?: string | number;
  readonly after?: string | number;
  readonly around?: string | number;
  readonly limit?: number;
}

export async function getHistory(conversationId: string, query: HistoryQuery): Promise<HistoryPage> {
  return (await ask<HistoryPage>(`/api/conversations/${part(conversationId)}/messages`, { query: { ...query } })).body;
}

/** As it was at that position of the log, or later. */
export async function getMessage(id: string, position: string): Promise<Message> {
  return (await ask<Message>(of(id), { query: { min_position: position } })).body;
}

export interface NewMessage {
  readonly content: string;
  readonly content_type?: "html";
  readonly reply_to_id?: string;
  readonly mentions?: readonly string[];
  readonly mentions_all?: boolean;
  readonly message_type?: "incident_data";
  readonly data?: Readonly<Record<string, unknown>>;
  readonly client_message_id: string;
}

export async function sendMessage(conversationId: string, message: NewMessage): Promise<Message> {
  const path = `/api/conversations/${part(conversationId)}/messages`;
  return (await ask<Message>(path, { method: "POST", body: message })).body;
}

export interface MessageEdit {
  readonly content: string;
  readonly mentions?: readonly string[];
  readonly mentions_all?: boolean;
}

export async function editMessage(id: string, edit: MessageEdit): Promise<Message> {
  return (await ask<Message>(of(id), { method: "PATCH", body: edit })).body;
}

/** Of others' messages moderators may say why. */
export async function deleteMessage(id: string, reason?: string): Promise<void> {
  await ask(of(id), { method: "DELETE", ...(reason && { body: { reason } }) });
}

export async function getVersions(id: string): Promise<readonly Version[]> {
  return (await ask<{ readonly versions: readonly Version[] }>(`${of(id)}/history`)).body.versions;
}

export async function getReaders(id: string): Promise<readonly Reader[]> {
  const query = { limit: 100 };
  return (await ask<{ readonly readers: readonly Reader[] }>(`${of(id)}/readers`, { query })).body.readers;
}

interface Forwarded {
  readonly messages: readonly Message[];
  readonly failed: readonly { readonly conversation_id: string; readonly code: string }[];
}

export async function forwardMessage(id: string, conversationIds: readonly string[], key: string): Promise<Forwarded> {
  const body = { conversation_ids: conversationIds };
  return (await ask<Forwarded>(`${of(id)}/forward`, { method: "POST", body, key })).body;
}

export async function addReaction(id: string, emoji: string): Promise<readonly Reaction[]> {
  const asked = { method: "POST", body: { emoji } } as const;
  return (await ask<{ readonly reactions: readonly Reaction[] }>(`${of(id)}/reactions`, asked)).body.reactions;
}

export async function removeReaction(id: string, emoji: string): Promise<readonly Reaction[]> {
  const path = `${of(id)}/reactions/${part(emoji)}`;
  return (await ask<{ readonly reactions: readonly Reaction[] }>(path, { method: "DELETE" })).body.reactions;
}

export async function pin(id: string): Promise<void> {
  await ask(`${of(id)}/pin`, { method: "POST" });
}

export async function unpin(id: string): Promise<void> {
  await ask(`${of(id)}/pin`, { method: "DELETE" });
}

export async function save(id: string): Promise<void> {
  await ask(`/api/saved/${part(id)}`, { method: "PUT" });
}

export async function unsave(id: string): Promise<void> {
  await ask(`/api/saved/${part(id)}`, { method: "DELETE" });
}

export async function removeLinkCard(id: string): Promise<void> {
  await ask(`${of(id)}/link-preview`, { method: "DELETE" });
}

function of(id: string): string {
  return `/api/messages/${part(id)}`;
}
