import type { Conversation, Message } from "../wire/shapes.ts";
import type { Outgoing } from "./outgoing.ts";
import { nothingYet, type State } from "./state.ts";

/** Things for specs, with what a spec does not speak of filled in. */
export const ada = person("ada", "Ada Lovelace");
export const bob = person("bob", "Bob Marley");

export function person(id: string, name: string) {
  return { id, username: id, display_name: name, avatar_url: null, is_erased: false };
}

export function line(sequence: number, given: Partial<Message> = {}): Message {
  return {
    id: `m${sequence}`,
    conversation_id: "c1",
    sequence,
    sender_id: "bob",
    sender_display_name: "Bob Marley",
    sender_username: "bob",
    message_type: "text",
    content: `line ${sequence}`,
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
    created_at: `2026-11-20T14:${String(sequence % 60).padStart(2, "0")}:00.000Z`,
    ...given,
  };
}

export function conversation(given: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    kind: "direct",
    is_group: false,
    visibility: "private",
    name: null,
    description: null,
    owner_ids: [],
    member_count: 2,
    members_preview: [ada, bob],
    last_message: null,
    last_sequence: 0,
    incident: null,
    created_by: "ada",
    created_at: "2026-11-20T14:00:00.000Z",
    updated_at: "2026-11-20T14:00:00.000Z",
    display_name: "Bob Marley",
    my_role: "member",
    unread_count: 0,
    mention_count: 0,
    my_last_read_sequence: 0,
    unread_from: null,
    my_muted_until: null,
    draft_preview: null,
    is_muted: false,
    is_archived: false,
    notify: "all",
    ...given,
  };
}

export function outgoing(key: string, given: Partial<Outgoing> = {}): Outgoing {
  return {
    key,
    conversationId: "c1",
    content: `written as ${key}`,
    contentType: "text",
    replyTo: null,
    mentions: [],
    mentionsAll: false,
    createdAt: "2026-11-20T15:00:00.000Z",
    status: "waiting",
    reason: null,
    ...given,
  };
}

/** Ada's, with one conversation open whose history is loaded. */
export function opened(lines: readonly Message[], given: Partial<Conversation> = {}): State {
  const head = conversation({ last_sequence: lines.at(-1)?.sequence ?? 0, ...given });
  return {
    ...nothingYet,
    me: {
      ...ada,
      email: "ada@example.org",
      is_email_refused: false,
      roles: [],
      locale: null,
      time_zone: null,
      notify_email: "off" as const,
    },
    conversations: new Map([[head.id, head]]),
    histories: new Map([[head.id, { lines, hasBefore: false, hasAfter: false }]]),
  };
}
