import type { Message } from "../wire/shapes.ts";
import { ask, part } from "./request.ts";

export interface Hit {
  readonly message: Message;
  readonly conversation_id: string;
  readonly highlights: readonly Highlight[];
}

export interface Highlight {
  readonly text: string;
  readonly is_match: boolean;
}

export interface Hits {
  readonly results: readonly Hit[];
  readonly total: number;
  readonly is_total_exact: boolean;
  readonly next_cursor: string | null;
}

export interface MessagePage {
  readonly messages: readonly Message[];
  readonly next_cursor: string | null;
}

export interface Filters {
  readonly conversation_id?: string;
  readonly sender_id?: string;
  readonly from?: string;
  readonly has?: "file";
  /** A number in a message's data, such as `temperature ≥ 80`. */
  readonly data?: { readonly field: string; readonly compare: "gte" | "lte" | "eq"; readonly value: string };
}

export async function search(words: string, { data, ...filters }: Filters, cursor?: string): Promise<Hits> {
  const query = { ...filters, limit: 30, cursor, ...(words !== "" && { q: words }), ...dataQuery(data) };
  return (await ask<Hits>("/api/search", { query })).body;
}

function dataQuery(data: Filters["data"]): Readonly<Record<string, string>> {
  return data ? { [`data.${data.field}[${data.compare}]`]: data.value } : {};
}

/** The newest first. */
export async function searchIn(conversationId: string, words: string): Promise<Hits> {
  const path = `/api/conversations/${part(conversationId)}/messages/search`;
  return (await ask<Hits>(path, { query: { q: words, limit: 100 } })).body;
}

export async function getMentions(cursor?: string): Promise<MessagePage> {
  return (await ask<MessagePage>("/api/mentions", { query: { limit: 50, cursor } })).body;
}

export async function getSaved(cursor?: string): Promise<MessagePage> {
  return (await ask<MessagePage>("/api/saved", { query: { limit: 50, cursor } })).body;
}
