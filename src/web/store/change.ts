import type { HistoryPage } from "../api/messages.ts";
import type { Conversation, Me, Member, Message, Person, Presence, Reaction } from "../wire/shapes.ts";
import type { Told } from "../wire/told.ts";
import type { Outgoing } from "./outgoing.ts";

/** Whatever changes the state: answers of the API, what the stream tells, and what is written here. */
export type Change =
  | { readonly kind: "me"; readonly me: Me }
  | {
      readonly kind: "listed";
      readonly conversations: readonly Conversation[];
      readonly cursor: string | null;
      /** Its first page: what is loaded further down is forgotten with the cursor. */
      readonly isFirst: boolean;
    }
  | { readonly kind: "conversation"; readonly conversation: Conversation }
  | { readonly kind: "gone"; readonly conversationId: string }
  | { readonly kind: "members"; readonly conversationId: string; readonly members: readonly Member[] }
  /** A page of its history is on its way, until it is settled. */
  | { readonly kind: "page-asked" | "page-settled"; readonly conversationId: string }
  | {
      readonly kind: "history";
      readonly conversationId: string;
      readonly page: HistoryPage;
      /** `afresh` replaces what was there. */
      readonly side: "afresh" | "before" | "after";
    }
  | { readonly kind: "message"; readonly message: Message }
  | {
      readonly kind: "reactions";
      readonly conversationId: string;
      readonly id: string;
      readonly reactions: readonly Reaction[];
    }
  | { readonly kind: "saved"; readonly conversationId: string; readonly id: string; readonly isSaved: boolean }
  | { readonly kind: "people"; readonly people: readonly Person[] }
  | { readonly kind: "presence"; readonly presence: readonly Presence[] }
  | { readonly kind: "told"; readonly told: Told; readonly at: number }
  | { readonly kind: "typing-passed"; readonly at: number }
  | { readonly kind: "written"; readonly outgoing: Outgoing }
  | { readonly kind: "sending"; readonly key: string }
  | { readonly kind: "sent"; readonly message: Message }
  | { readonly kind: "not-sent"; readonly key: string; readonly reason: string }
  /** It did not reach the server, and waits for its turn again. */
  | { readonly kind: "waits"; readonly key: string }
  | { readonly kind: "discarded"; readonly key: string }
  | { readonly kind: "read-here"; readonly conversationId: string; readonly sequence: number }
  | { readonly kind: "draft"; readonly conversationId: string; readonly preview: string | null }
  /** Everything but who I am and what waits to be sent is forgotten. */
  | { readonly kind: "reset" };
