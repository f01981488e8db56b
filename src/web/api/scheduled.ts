import { ask, part } from "./request.ts";

/** What is sent later. Its id is also the `client_message_id` of the message that it becomes. */
export interface Scheduled {
  readonly id: string;
  readonly status: "waiting" | "sent" | "refused";
  readonly send_at: string;
  readonly content: string;
  readonly content_type: "text" | "html";
}

/** Of mine here, those that wait, the soonest first. */
export async function getScheduled(conversationId: string): Promise<readonly Scheduled[]> {
  const query = { limit: 100 };
  const { body } = await ask<{ readonly scheduled: readonly Scheduled[] }>(of(conversationId), { query });
  return body.scheduled
    .filter(({ status }) => status === "waiting")
    .toSorted((a, b) => a.send_at.localeCompare(b.send_at));
}

export interface ToSchedule {
  readonly content: string;
  readonly send_at: string;
  readonly mentions?: readonly string[];
  readonly mentions_all?: boolean;
}

export async function schedule(conversationId: string, message: ToSchedule, key: string): Promise<Scheduled> {
  return (await ask<Scheduled>(of(conversationId), { method: "POST", body: message, key })).body;
}

export async function changeScheduled(
  conversationId: string,
  id: string,
  change: { readonly content?: string; readonly send_at?: string },
): Promise<Scheduled> {
  return (await ask<Scheduled>(`${of(conversationId)}/${part(id)}`, { method: "PATCH", body: change })).body;
}

export async function cancelScheduled(conversationId: string, id: string): Promise<void> {
  await ask(`${of(conversationId)}/${part(id)}`, { method: "DELETE" });
}

function of(conversationId: string): string {
  return `/api/conversations/${part(conversationId)}/scheduled`;
}
