import { z } from "zod";
import { scheduleSend } from "../../commands/schedule-send.ts";
import { fieldOf } from "../messages/words.ts";
import { messageFields, messageIn } from "../messages/send.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { clientMessageId, keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofConversation } from "../schemas/ids.ts";
import { timeField } from "../schemas/time-field.ts";
import {
  scheduled,
  scheduledJson,
  scheduledModels,
  scheduledNow,
  scheduledPath,
  scheduledTags,
} from "./scheduled-json.ts";

export const sendAtField = timeField.describe("Still to come, within a year.");

const body = z.strictObject({ ...messageFields, send_at: sendAtField, client_message_id: clientMessageId });

/** Answered when the list shows it, which also tells how many are waiting. */
export function schedule(server: ApiServer, api: Api): void {
  const { commands, places, reads } = api;
  server.post(
    scheduledPath,
    {
      config: { access: "session", limit: "send", problems: ["gone"] },
      schema: {
        summary: "Have a message sent later, by the rules of then",
        tags: scheduledTags,
        params: ofConversation,
        headers: keyed,
        body,
        response: { 201: scheduled },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request).userId;
      const conversationId = request.params.id;
      const { send_at: sendAt, client_message_id: _, ...message } = request.body;
      const { scheduledId, outcome } = await scheduleSend(commands, {
        actor: viewer,
        conversationId,
        ...(await messageIn(message)),
        sendAt,
        waiting: await reads.scheduled.waitingOf(viewer),
        ...keyOf({ headers: request.headers, asks: "scheduled", body: request.body }),
        correlationId: request.id,
      });
      const field = outcome.kind === "refused" ? scheduledFieldOf(outcome.refusal) : undefined;
      await tellPlaceShown(reply, { ...done(outcome, field), places, models: scheduledModels });
      const now = await scheduledNow(api, { viewer, conversationId, id: scheduledId });
      return reply.code(201).send(scheduledJson(now, conversationId));
    },
  );
}

/** The field that a refusal is about. */
export function scheduledFieldOf(refusal: Parameters<typeof fieldOf>[0]): string {
  return refusal.detail.startsWith("A message is sent") ? "send_at" : fieldOf(refusal);
}
