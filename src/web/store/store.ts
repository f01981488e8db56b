import { computed, signal } from "@preact/signals";
import type { Change } from "./change.ts";
import { activityOf } from "./heads.ts";
import { Outbox } from "./outbox.ts";
import { reduce } from "./reduce.ts";
import { nothingYet, type State } from "./state.ts";

/** The one store. Screens read what is computed from it below: whoever reads all of it is drawn again at each change. */
export const state = signal<State>(nothingYet);

export function change(next: Change): void {
  state.value = reduce(state.value, next);
}

export const outbox = new Outbox({ state: () => state.peek(), change });

export const me = computed(() => state.value.me);
export const myId = computed(() => state.value.me?.id ?? null);
export const conversations = computed(() => state.value.conversations);
export const histories = computed(() => state.value.histories);
export const members = computed(() => state.value.members);
/** By their ids, as far as they are known. */
export const people = computed(() => state.value.people);
export const outgoing = computed(() => state.value.outgoing);
export const typing = computed(() => state.value.typing);
export const presence = computed(() => state.value.presence);
export const isListLoaded = computed(() => state.value.list.isLoaded);
export const stale = computed(() => state.value.stale);

/** Newest activity first. */
export const inOrder = computed(() =>
  [...conversations.value.values()].toSorted((a, b) => activityOf(b).localeCompare(activityOf(a))),
);

/** Conversations in which something waits for me, but for muted ones. */
export const unreadTotal = computed(
  () => inOrder.value.filter((each) => isUnread(each) && !each.is_muted && !each.is_archived).length,
);

export const mentionTotal = computed(() => inOrder.value.reduce((sum, { mention_count }) => sum + mention_count, 0));

export function isUnread(each: { readonly unread_count: number; readonly unread_from: number | null }): boolean {
  return each.unread_count > 0 || each.unread_from !== null;
}
