import { signal } from "@preact/signals";
import { sendMessage } from "../api/messages.ts";
import { cancelScheduled, changeScheduled, getScheduled, schedule, type Scheduled } from "../api/scheduled.ts";
import { change } from "../store/store.ts";
import type { Standing } from "../store/standing.ts";
import { leave, wasLeft } from "./left-scheduled.ts";
import { mentionsOf } from "./sending.ts";

/** What waits to be sent, the soonest first, after what was refused; by conversation, as far as it was asked for. */
export const scheduledIn = signal<ReadonlyMap<string, readonly Scheduled[]>>(new Map());

export async function loadScheduled(conversationId: string): Promise<void> {
  show(conversationId, await getScheduled(conversationId));
}

/** @throws ApiProblem */
export async function scheduleText(conversation: Standing, content: string, at: number): Promise<void> {
  const message = { content, send_at: new Date(at).toISOString(), ...mentionsToSend(conversation, content) };
  const made = await schedule(conversation.id, message, crypto.randomUUID());
  show(conversation.id, [...(scheduledIn.peek().get(conversation.id) ?? []), made]);
}

export interface Changed {
  readonly content: string;
  readonly at: number;
}

/** @throws ApiProblem */
export async function changeWords(
  conversation: Standing,
  scheduled: Scheduled,
  { content, at }: Changed,
): Promise<void> {
  const { mentions, mentionsAll } = mentionsOf(conversation, { content, contentType: "text" });
  const changed = await changeScheduled(scheduled, {
    ...(content !== scheduled.content && { content, mentions, mentions_all: mentionsAll }),
    send_at: new Date(at).toISOString(),
  });
  show(conversation.id, [...without(scheduled), changed]);
}

/** Its key is the one with which it would have been sent: it is not sent twice. @throws ApiProblem */
export async function sendNow(scheduled: Scheduled): Promise<void> {
  const { id, conversation_id, content, content_type, mentions, mentions_all, reply_to_id } = scheduled;
  const message = await sendMessage(conversation_id, {
    content,
    client_message_id: id,
    ...(content_type === "html" && { content_type }),
    ...(mentions.length > 0 && { mentions }),
    ...(mentions_all && { mentions_all }),
    ...(reply_to_id !== null && { reply_to_id }),
  });
  change({ kind: "sent", message });
  await cancel(scheduled);
}

/** @throws ApiProblem */
export async function cancel(scheduled: Scheduled): Promise<void> {
  await cancelScheduled(scheduled);
  show(scheduled.conversation_id, without(scheduled));
}

/** What was refused is not shown any more in this browser. */
export function putAway(scheduled: Scheduled): void {
  leave(scheduled.id);
  show(scheduled.conversation_id, without(scheduled));
}

/** The others there. What an answer says is shown at once: the list may tell of it a moment later. */
function without({ id, conversation_id }: Scheduled): readonly Scheduled[] {
  return (scheduledIn.peek().get(conversation_id) ?? []).filter((each) => each.id !== id);
}

function mentionsToSend(conversation: Standing, content: string) {
  const { mentions, mentionsAll } = mentionsOf(conversation, { content, contentType: "text" });
  return { ...(mentions.length > 0 && { mentions }), ...(mentionsAll && { mentions_all: true }) };
}

const recentMs = 7 * 24 * 3_600_000;

function show(conversationId: string, all: readonly Scheduled[]): void {
  const isShown = ({ id, status, send_at }: Scheduled): boolean =>
    status === "waiting" || (status === "refused" && Date.parse(send_at) > Date.now() - recentMs && !wasLeft(id));
  const shown = all.filter(isShown).toSorted((a, b) => placeOf(a).localeCompare(placeOf(b)));
  scheduledIn.value = new Map(scheduledIn.peek()).set(conversationId, shown);
}

function placeOf({ id, status, send_at }: Scheduled): string {
  return `${status === "refused" ? 0 : 1} ${send_at} ${id}`;
}
