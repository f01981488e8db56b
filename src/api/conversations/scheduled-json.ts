import { z } from "zod";
import { scheduledStream } from "../../commands/streams.ts";
import { messageTypes } from "../../domain/conversation/events.ts";
import { refusalCodes } from "../../domain/decision.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import { scheduledId, type ScheduledId } from "../../domain/scheduled/scheduled-id.ts";
import type { Scheduled, ScheduledMessage } from "../../domain/scheduled/scheduled.ts";
import type { ReadModel } from "../../projections/reads/read-models.ts";
import type { ScheduledRow } from "../../projections/reads/scheduled.ts";
import type { Api } from "../parts.ts";
import { notFound } from "../problem.ts";
import { list, named, time } from "../schemas/described.ts";
import { conversationIdField } from "../schemas/ids.ts";

export const scheduledPath = "/api/conversations/:id/scheduled";
export const scheduledTags = ["messages"];
export const scheduledModels: readonly ReadModel[] = ["scheduled"];

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "This is no id.");
export const ofScheduled = z.strictObject({
  id: conversationIdField,
  scheduled_id: id.transform((text) => scheduledId(text)),
});

export const scheduled = named(
  z.object({
    id: z.string().describe("Also the client_message_id of the message that it becomes."),
    conversation_id: z.string(),
    status: z.enum(["waiting", "sent", "refused"]),
    code: z.enum(refusalCodes).nullable().describe("Why it was refused."),
    message_id: z.string().nullable().describe("Of what was sent; what it says is there alone."),
    send_at: time,
    created_at: time,
    message_type: z.enum(["text", ...messageTypes]),
    content: z.string(),
    content_type: z.enum(["text", "html"]),
    data: z.record(z.string(), z.unknown()).readonly().nullable(),
    mentions: list(z.string()),
    mentions_all: z.boolean(),
    reply_to_id: z.string().nullable(),
  }),
  "ScheduledMessage",
);

export type ScheduledJson = z.output<typeof scheduled>;

export function scheduledJson(row: ScheduledRow, conversationId: ConversationId): ScheduledJson {
  const { status, code, messageId, sendAt, createdAt, message } = row;
  return {
    id: row.id,
    conversation_id: conversationId,
    status: status === "taken" ? "waiting" : status,
    code,
    message_id: messageId,
    send_at: sendAt,
    created_at: createdAt,
    ...wordsIn(message),
  };
}

/** Of what was sent, or erased, there are no words. */
function wordsIn(message: ScheduledMessage | null) {
  const data = message?.data ? (JSON.parse(message.data) as Record<string, unknown>) : null;
  return {
    message_type: message?.messageType ?? ("text" as const),
    content: message?.html ?? message?.content ?? "",
    content_type: message?.html === undefined ? ("text" as const) : ("html" as const),
    data,
    mentions: message?.mentions ?? [],
    mentions_all: message?.mentionsAll ?? false,
    reply_to_id: message?.replyToId ?? null,
  };
}

interface Asked {
  readonly viewer: UserId;
  readonly conversationId: ConversationId;
  readonly id: ScheduledId;
}

/** By the log: one's own commands show at once. @throws Problem where there is none of this person's here */
export async function scheduledNow(
  { commands }: Api,
  { viewer, conversationId, id: asked }: Asked,
): Promise<ScheduledRow & { readonly status: Exclude<Scheduled["status"], "missing" | "cancelled"> }> {
  const { state } = await commands.scheduledSends.current(scheduledStream(asked));
  const { status, userId, message, messageId, code, sendAt, createdAt } = state;
  if (status === "missing" || status === "cancelled") throw notFound();
  if (userId !== viewer || state.conversationId !== conversationId) throw notFound();
  return { id: asked, status, sendAt, createdAt, message, messageId, code };
}
