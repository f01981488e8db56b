/** What the API answers, as far as these pages use it; whatever else there is, is ignored. */
export interface Person {
  readonly id: string;
  readonly username: string | null;
  readonly display_name: string;
  readonly avatar_url: string | null;
  readonly is_erased: boolean;
}

export type Locale = "en" | "pl" | "fr" | "zh-TW";

export interface Me extends Person {
  readonly email: string | null;
  /** A server said for good that it takes no mail for it. */
  readonly is_email_refused: boolean;
  readonly roles: readonly string[];
  readonly locale: Locale | null;
  readonly time_zone: string | null;
  readonly notify_email: "at_once" | "digest" | "daily" | "off";
}

export interface Deployment {
  readonly needs_first_account: boolean;
  readonly registration: "open" | "invite" | "closed";
  readonly locale: Locale;
  readonly time_zone: string | null;
  readonly reactions: readonly string[] | "any";
  readonly edit_window_seconds: Readonly<Record<"direct" | "group" | "room" | "incident", number | null>>;
  readonly max_upload_bytes: number;
}

export type Kind = "direct" | "group" | "room";
export type Role = "owner" | "admin" | "moderator" | "member" | "viewer";
export type Delivery = "sent" | "delivered" | "read";

export interface Incident {
  readonly status: "open" | "resolved" | "closed";
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly lots: readonly string[];
}

export interface LastMessage {
  readonly id: string;
  readonly sequence: number;
  readonly sender_id: string;
  readonly sender_display_name: string;
  readonly message_type: string;
  readonly event: string | null;
  readonly preview: string;
  readonly is_deleted: boolean;
  readonly delivery: Delivery | null;
  readonly created_at: string;
}

/** A conversation as the stream tells it: the same for everybody. */
export interface SharedConversation {
  readonly id: string;
  readonly kind: Kind;
  readonly is_group: boolean;
  readonly visibility: "private" | "public";
  readonly name: string | null;
  readonly description: string | null;
  readonly owner_ids: readonly string[];
  readonly member_count: number;
  readonly members_preview: readonly Person[];
  readonly last_message: Omit<LastMessage, "delivery"> | null;
  readonly last_sequence: number;
  readonly incident: Incident | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Conversation extends SharedConversation {
  readonly display_name: string;
  readonly last_message: LastMessage | null;
  readonly my_role: Role | null;
  readonly unread_count: number;
  readonly mention_count: number;
  readonly my_last_read_sequence: number;
  readonly unread_from: number | null;
  readonly my_muted_until: string | null;
  readonly draft_preview: string | null;
  readonly is_muted: boolean;
  readonly is_archived: boolean;
  readonly notify: "all" | "mentions" | "none";
}

export interface Member {
  readonly user: Person;
  readonly role: Role;
  readonly joined_at: string;
  readonly added_by: string | null;
  readonly last_read_sequence: number;
  readonly last_read_at: string | null;
  readonly last_delivered_sequence: number;
  readonly last_delivered_at: string | null;
  readonly muted_until: string | null;
}

export interface Quote {
  readonly id: string;
  readonly sequence: number;
  readonly sender_id: string;
  readonly sender_display_name: string;
  readonly message_type: string;
  readonly preview: string;
  readonly is_deleted: boolean;
}

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** The first twenty. */
  readonly user_ids: readonly string[];
  /** Not in the stream, which is the same for everybody. */
  readonly mine?: boolean;
}

export interface LinkCard {
  readonly url: string;
  readonly title: string;
  readonly description: string | null;
  readonly image: string | null;
}

export interface Attachment {
  readonly id: string;
  readonly file_name: string;
  readonly file_type: string;
  readonly file_size: number;
  readonly url: string;
  readonly thumbnail_url: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

export interface Message {
  readonly id: string;
  readonly conversation_id: string;
  readonly sequence: number;
  readonly sender_id: string;
  readonly sender_display_name: string;
  readonly sender_username: string;
  readonly message_type: string;
  readonly content: string;
  readonly content_type: "text" | "html";
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly mentions: readonly string[];
  readonly mentions_all: boolean;
  readonly reply_to: Quote | null;
  readonly forwarded_from: { readonly sender_display_name: string; readonly created_at: string } | null;
  readonly attachments: readonly Attachment[];
  readonly reactions: readonly Reaction[];
  readonly is_pinned: boolean;
  readonly is_saved?: boolean;
  readonly is_edited: boolean;
  readonly edited_at: string | null;
  readonly is_deleted: boolean;
  readonly deleted_at: string | null;
  readonly deleted_by: string | null;
  readonly link_preview: LinkCard | null;
  readonly client_message_id: string | null;
  readonly created_at: string;
}

export interface Pin {
  readonly message: Message;
  readonly pinned_by: string;
  readonly pinned_at: string;
}

export interface Presence {
  readonly user_id: string;
  readonly status: "online" | "offline";
  readonly last_seen: string | null;
}

export interface Draft {
  readonly content: string;
  readonly content_type: "text" | "html";
  readonly reply_to_id: string | null;
}

export interface Version {
  readonly content: string;
  readonly content_type: "text" | "html";
  readonly edited_at: string;
}

export interface Reader {
  readonly user_id: string;
  readonly delivered_at: string | null;
  readonly read_at: string | null;
}
