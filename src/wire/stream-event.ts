import type { Role } from "../domain/conversation/roles.ts";
import type { ConversationId, LineId, UserId } from "../domain/ids.ts";

/** Who is told: the members of a conversation at that position, one person on all devices, or everybody. */
export type Audience =
  | { readonly kind: "conversation"; readonly id: ConversationId }
  | { readonly kind: "user"; readonly id: UserId }
  | { readonly kind: "everyone" };

/** What is told, without words: those are joined when it is sent. */
export type StreamEvent =
  | { readonly event: "new_message"; readonly conversation_id: ConversationId; readonly revision: number }
  | { readonly event: "conversation_created"; readonly conversation_id: ConversationId }
  | { readonly event: "conversation_updated"; readonly conversation_id: ConversationId }
  | { readonly event: "conversation_deleted"; readonly conversation_id: ConversationId }
  | (MemberChange & { readonly event: "member_added" })
  | (MemberChange & { readonly event: "member_removed" })
  | (MemberChange & {
      readonly event: "member_updated";
      /** Where it is about that: until when a moderator muted them; null: no more. */
      readonly muted_until?: string | null;
    })
  | (MarkerMove & { readonly event: "message_read" })
  | (MarkerMove & { readonly event: "message_delivered" })
  | { readonly event: "user_updated"; readonly user_id: UserId }
  | (OfMessage & { readonly event: "message_edited" })
  | (OfMessage & { readonly event: "message_deleted"; readonly deleted_by: UserId })
  | (OfMessage & { readonly event: "message_pinned" | "message_unpinned"; readonly pinned_by: UserId })
  | (Reaction & { readonly event: "reaction" })
  | (OfMessage & { readonly event: "link_preview" })
  | (Announcement & { readonly event: "announcement" })
  | {
      readonly event: "settings_changed";
      /** Of one's settings in a conversation. */
      readonly conversation_id?: ConversationId;
      readonly settings: Settings;
    };

export type Settings = Readonly<Record<string, string | number | boolean | null>>;

/** Its words are at this place of the stream `operations`. */
interface Announcement {
  readonly announcement_id: string;
  readonly by: UserId;
  readonly revision: number;
}

interface OfMessage {
  readonly conversation_id: ConversationId;
  readonly message_id: LineId;
}

interface Reaction extends OfMessage {
  readonly user_id: UserId;
  readonly emoji: string;
  readonly action: "add" | "remove";
}

interface MemberChange {
  readonly conversation_id: ConversationId;
  readonly user_id: UserId;
  readonly role: Role | null;
  readonly by: UserId;
}

interface MarkerMove {
  readonly conversation_id: ConversationId;
  readonly user_id: UserId;
  readonly sequence: number;
}

export interface Told {
  readonly audience: Audience;
  readonly what: StreamEvent;
}
