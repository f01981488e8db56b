import { expect } from "vitest";
import type { MyConversationJson } from "../../../src/wire/conversation.ts";
import type { StreamEvent } from "../../../src/wire/told.ts";
import { made, type Answer, type Person } from "../../support/api-client.ts";
import type { Cast, Name } from "./watchers.ts";

/** One event of the stream: its data beside position and time, all of it, and whoever is told. */
export interface Told {
  readonly event: StreamEvent["event"];
  readonly data: Readonly<Record<string, unknown>>;
  readonly to: readonly Name[];
}

/** Makes everything ready; what it answers with is what is then done, and that answers with what is told, in order. */
export type Scene = (cast: Cast) => Promise<() => Promise<readonly Told[]>>;

export const members: readonly Name[] = ["ada", "phone", "bob", "fay"];
export const adasDevices: readonly Name[] = ["ada", "phone"];
export const everybody: readonly Name[] = [...members, "dan", "eve"];
export const nobodyIsTold: readonly Told[] = [];

export const aPosition: unknown = expect.stringMatching(/^[0-9a-f-]+\.\d+$/);
export const aTime: unknown = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
export const aText: unknown = expect.stringMatching(/./);

/** A conversation of ada's, with bob and fay, which dan was in. */
export async function begun(
  { ada, bob, fay, dan }: Cast,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { id } = await ada.start({ kind: "group", name: "Lunch", member_ids: [bob.id, fay.id, dan.id], ...more });
  made(await ada.delete(`/api/conversations/${id}/members/${dan.id}`));
  return id;
}

/** A message as the stream has it: neither `mine` nor `is_saved`, since the bytes are the same for all. */
export function message(sender: Person, said: Readonly<Record<string, unknown>>): object {
  return {
    id: aText,
    sequence: expect.any(Number) as number,
    sender_id: sender.id,
    sender_display_name: sender.user.display_name,
    sender_username: sender.user.username,
    message_type: "text",
    content_type: "text",
    data: null,
    mentions: [],
    mentions_all: false,
    reply_to: null,
    forwarded_from: null,
    attachments: [],
    reactions: [],
    is_pinned: false,
    is_edited: false,
    edited_at: null,
    is_deleted: false,
    deleted_at: null,
    deleted_by: null,
    link_preview: null,
    client_message_id: null,
    position: aPosition,
    created_at: aTime,
    ...said,
  };
}

interface SystemLine {
  readonly by: Person;
  readonly content: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly to?: readonly Name[];
}

/** How what happened appears in the history. */
export function systemLine(id: string, { by, content, data, to = members }: SystemLine): Told {
  const line = message(by, {
    conversation_id: id,
    message_type: "system",
    content,
    data,
  });
  return { event: "new_message", data: { conversation_id: id, message: line }, to };
}

/** A conversation as the stream has it: what the viewer is answered then, but for what is only theirs. */
export async function conversation(viewer: Person, { headers }: Answer<unknown>, id: string): Promise<object> {
  const query = `min_position=${headers.get("x-position") ?? ""}`;
  const {
    display_name: _name,
    my_role: _role,
    my_last_read_sequence: _read,
    my_muted_until: _mutedUntil,
    unread_count: _unread,
    unread_from: _from,
    mention_count: _mentioned,
    draft_preview: _draft,
    is_muted: _muted,
    is_archived: _archived,
    notify: _notify,
    last_message: last,
    members: _members,
    ...shared
  } = made(await viewer.get<MyConversationJson & { members: unknown }>(`/api/conversations/${id}?${query}`));
  if (!last) return { ...shared, last_message: null };
  const { delivery: _delivery, ...lastMessage } = last;
  return { ...shared, last_message: lastMessage };
}
