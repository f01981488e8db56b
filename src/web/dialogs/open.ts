import { signal } from "@preact/signals";
import type { Kind } from "../wire/shapes.ts";

/** Dialogs that are reached from many places; their code is loaded when the first one opens. */
export type OpenDialog =
  | { readonly name: "switcher" }
  | { readonly name: "new"; readonly kind: Kind; readonly called: string }
  | { readonly name: "members"; readonly conversationId: string }
  | { readonly name: "forward"; readonly conversationId: string; readonly messageId: string }
  | { readonly name: "details"; readonly conversationId: string; readonly messageId: string }
  | { readonly name: "add-data"; readonly conversationId: string }
  | {
      readonly name: "schedule";
      readonly conversationId: string;
      readonly text: string;
      readonly onScheduled: () => void;
    }
  | { readonly name: "review"; readonly conversationId: string }
  | { readonly name: "shortcuts" };

export const openDialog = signal<OpenDialog | null>(null);

export function openSwitcher(): void {
  openDialog.value = { name: "switcher" };
}

export function openNewConversation(): void {
  openDialog.value = { name: "new", kind: "direct", called: "" };
}

export function openNewGroup(called: string): void {
  openDialog.value = { name: "new", kind: "group", called };
}

export function openMembers(conversationId: string): void {
  openDialog.value = { name: "members", conversationId };
}

export function openForward(conversationId: string, messageId: string): void {
  openDialog.value = { name: "forward", conversationId, messageId };
}

export function openDetails(conversationId: string, messageId: string): void {
  openDialog.value = { name: "details", conversationId, messageId };
}

export function openAddData(conversationId: string): void {
  openDialog.value = { name: "add-data", conversationId };
}

export function openSchedule(conversationId: string, text: string, onScheduled: () => void): void {
  openDialog.value = { name: "schedule", conversationId, text, onScheduled };
}

/** Of what is sent later. */
export function openReview(conversationId: string): void {
  openDialog.value = { name: "review", conversationId };
}

export function openShortcuts(): void {
  openDialog.value = { name: "shortcuts" };
}

export function closeDialog(): void {
  openDialog.value = null;
}
