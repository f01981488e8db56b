import { computed, type ReadonlySignal } from "@preact/signals";
import type { Conversation } from "../wire/shapes.ts";
import { conversations } from "./store.ts";

const moving = [
  "last_message",
  "last_sequence",
  "updated_at",
  "unread_count",
  "mention_count",
  "unread_from",
  "my_last_read_sequence",
] as const;

/** What of a conversation no message moves. */
export type Standing = Omit<Conversation, (typeof moving)[number]>;

const movingNames: ReadonlySet<string> = new Set(moving);

/** The same object however many messages come and are read: what shows no more than this is not drawn again for them. */
export function standingOf(id: string): ReadonlySignal<Standing | undefined> {
  let last: Conversation | undefined;
  return computed(() => {
    const now = conversations.value.get(id);
    if (!last || !now || !standsAs(last, now)) last = now;
    return last;
  });
}

export function standsAs(before: Conversation, now: Conversation): boolean {
  const [old, next] = [Object.entries(before), Object.entries(now)];
  const known = new Map<string, unknown>(old);
  return (
    old.length === next.length && next.every(([name, value]) => movingNames.has(name) || known.get(name) === value)
  );
}
