import { signal } from "@preact/signals";

const narrow = matchMedia("(width < 768px)");

/** Whether there is room for the list or a conversation, not both. */
export const isNarrow = signal(narrow.matches);
narrow.addEventListener("change", ({ matches }) => (isNarrow.value = matches));
