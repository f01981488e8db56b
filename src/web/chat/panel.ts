import { signal } from "@preact/signals";

/** Whether the panel beside the chat is open. */
export const isPanelOpen = signal(false);

export function togglePanel(): void {
  isPanelOpen.value = !isPanelOpen.peek();
}
