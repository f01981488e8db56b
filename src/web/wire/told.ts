import type { LinkCard, Message, Person, Presence, Role, SharedConversation } from "./shapes.ts";

/** What the stream tells, as far as these pages act on it. */
export type Told =
  | { readonly event: "new_message"; readonly conversation_id: string; readonly message: Message }
  | ({ readonly event: "message_edited" } & EditedMessage)
  | (OfMessage & { readonly event: "message_deleted"; readonly deleted_by: string; readonly deleted_at: string })
  | (OfMessage & { readonly event: "message_pinned" | "message_unpinned"; readonly pinned_by: string })
  | (OfMessage & ReactionChange & { readonly event: "reaction" })
  /** Without the card where not everybody may read it: whoever may asks for it. */
  | (OfMessage & { readonly event: "link_preview"; readonly position: string; readonly link_preview?: LinkCard | null })
  | (Marker & { readonly event: "message_read"; readonly read_at: string })
  | (Marker & { readonly event: "message_delivered"; readonly delivered_at: string })
  | {
      readonly event: "conversation_created" | "conversation_updated";
      readonly conversation_id: string;
      readonly conversation: SharedConversation;
    }
  | { readonly event: "conversation_deleted"; readonly conversation_id: string }
  | (MemberChange & { readonly event: "member_added" | "member_removed" | "member_updated" })
  | { readonly event: "settings_changed"; readonly conversation_id?: string }
  | { readonly event: "user_updated"; readonly user_id: string; readonly user: Person }
  | {
      readonly event: "typing";
      readonly conversation_id: string;
      readonly user_id: string;
      readonly user_name: string;
      readonly is_typing: boolean;
    }
  | (Presence & { readonly event: "presence" })
  | { readonly event: "draft_changed"; readonly conversation_id: string }
  | {
      readonly event: "announcement";
      readonly announcement_id: string;
      readonly by_display_name: string;
      readonly text: string;
    };

interface OfMessage {
  readonly conversation_id: string;
  readonly message_id: string;
}

interface EditedMessage extends OfMessage {
  readonly position: string;
  /** Null where not everybody may read it: whoever may asks for it. */
  readonly new_content: string | null;
  readonly content_type: "text" | "html";
  readonly mentions: readonly string[];
  readonly mentions_all: boolean;
  readonly edited_at: string;
}

export interface ReactionChange {
  readonly user_id: string;
  readonly emoji: string;
  readonly action: "add" | "remove";
}

interface Marker {
  readonly conversation_id: string;
  readonly user_id: string;
  readonly sequence: number;
}

interface MemberChange {
  readonly conversation_id: string;
  readonly user_id: string;
  readonly role: Role | null;
  readonly by: string;
}

/** The names that the stream is listened to for. */
export const toldEvents = [
  "new_message",
  "message_edited",
  "message_deleted",
  "message_pinned",
  "message_unpinned",
  "reaction",
  "link_preview",
  "message_read",
  "message_delivered",
  "conversation_created",
  "conversation_updated",
  "conversation_deleted",
  "member_added",
  "member_removed",
  "member_updated",
  "settings_changed",
  "user_updated",
  "typing",
  "presence",
  "draft_changed",
  "announcement",
] as const satisfies readonly Told["event"][];
