import { signal } from "@preact/signals";
import { getScheduled, schedule, type Scheduled } from "../api/scheduled.ts";
import { failureOf } from "../parts/failure.ts";
import { toast } from "../parts/toast.tsx";
import { timeOf } from "../words/times.ts";
import { t } from "../words/words.ts";
import { mentionsOf } from "./sending.ts";
import type { Conversation } from "../wire/shapes.ts";

/** What waits to be sent, by conversation, as far as it was asked for. */
export const scheduledIn = signal<ReadonlyMap<string, readonly Scheduled[]>>(new Map());

export async function loadScheduled(conversationId: string): Promise<void> {
  const waiting = await getScheduled(conversationId);
  scheduledIn.value = new Map(scheduledIn.peek()).set(conversationId, waiting);
}

/** @returns whether it waits now; where it does not, that is said. */
export async function scheduleText(conversation: Conversation, content: string, at: Date): Promise<boolean> {
  const { mentions, mentionsAll } = mentionsOf(conversation, { content, contentType: "text" });
  const message = {
    content,
    send_at: at.toISOString(),
    ...(mentions.length > 0 && { mentions }),
    ...(mentionsAll && { mentions_all: true }),
  };
  try {
    const made = await schedule(conversation.id, message, crypto.randomUUID());
    const others = scheduledIn.peek().get(conversation.id) ?? [];
    const all = [...others, made].toSorted((a, b) => a.send_at.localeCompare(b.send_at));
    scheduledIn.value = new Map(scheduledIn.peek()).set(conversation.id, all);
    toast(t("schedule.done", { time: timeOf(made.send_at) }));
    return true;
  } catch (error) {
    toast(failureOf(error));
    return false;
  }
}

const hourMs = 3_600_000;

/** Times that are often meant. */
export function usualTimes(
  now = new Date(),
): readonly { readonly name: "hour" | "tomorrow" | "monday"; readonly at: Date }[] {
  const morning = (days: number): Date => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(8, 0, 0, 0);
    return day;
  };
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: "hour", at: new Date(now.getTime() + hourMs) },
    { name: "tomorrow", at: morning(1) },
    { name: "monday", at: morning(toMonday) },
  ];
}
