import { ask, part } from "./request.ts";

/** What is sent later. Its id is also the `client_message_id` of the message that it becomes. */
export interface Scheduled {
  readonly id: string;
  readonly conversation_id: string;
  readonly status: "waiting" | "sent" | "refused";
  /** Why it was refused. */
  readonly code: string | null;
  readonly send_at: string;
  readonly content: string;
  readonly content_type: "text" | "html";
  readonly mentions: readonly string[];
  readonly mentions_all: boolean;
  readonly reply_to_id: string | null;
}

/** Of mine here, what waits and what became of the rest, the latest first. */
export async function getScheduled(conversationId: string): Promise<readonly Scheduled[]> {
  const query = { limit: 100 };
  return (await ask<{ readonly scheduled: readonly Scheduled[] }>(of(conversationId), { query })).body.scheduled;
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
  { conversation_id, id }: Scheduled,
  change: Partial<ToSchedule>,
): Promise<Scheduled> {
  return (await ask<Scheduled>(`${of(conversation_id)}/${part(id)}`, { method: "PATCH", body: change })).body;
}

export async function cancelScheduled({ conversation_id, id }: Scheduled): Promise<void> {
  await ask(`${of(conversation_id)}/${part(id)}`, { method: "DELETE" });
}

function of(conversationId: string): string {
  return `/api/conversations/${part(conversationId)}/scheduled`;
}
