import { signal } from "@preact/signals";

export type Panel = "info" | "report";

/** What is open beside the chat. */
export const openPanel = signal<Panel | null>(null);

export function togglePanel(panel: Panel): void {
  openPanel.value = openPanel.peek() === panel ? null : panel;
}
