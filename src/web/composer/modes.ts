import { signal } from "@preact/signals";
import type { Message } from "../wire/shapes.ts";

/** What writing in a conversation is for just now. */
export type Mode =
  | { readonly kind: "reply"; readonly to: Message }
  | { readonly kind: "edit"; readonly line: Message }
  /** Words that are put there to be changed. */
  | { readonly kind: "words"; readonly text: string };

/** By conversation; where there is none a new message is written. */
export const modes = signal<ReadonlyMap<string, Mode>>(new Map());

export function startReply(to: Message): void {
  set(to.conversation_id, { kind: "reply", to });
}

export function startEditing(line: Message): void {
  set(line.conversation_id, { kind: "edit", line });
}

export function startWriting(conversationId: string, text: string): void {
  set(conversationId, { kind: "words", text });
}

export function leaveMode(conversationId: string): void {
  const next = new Map(modes.peek());
  next.delete(conversationId);
  modes.value = next;
}

function set(conversationId: string, mode: Mode): void {
  modes.value = new Map(modes.peek()).set(conversationId, mode);
}
