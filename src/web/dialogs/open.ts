import { signal } from "@preact/signals";
import type { Kind } from "../wire/shapes.ts";

/** Dialogs that are reached from many places; their code is loaded when the first one opens. */
export type OpenDialog =
  | { readonly name: "switcher" }
  | { readonly name: "new"; readonly kind: Kind; readonly called: string }
  | { readonly name: "members"; readonly conversationId: string }
  | { readonly name: "forward"; readonly conversationId: string; readonly messageId: string }
  | { readonly name: "details"; readonly conversationId: string; readonly messageId: string }
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

export function openShortcuts(): void {
  openDialog.value = { name: "shortcuts" };
}

export function closeDialog(): void {
  openDialog.value = null;
}
