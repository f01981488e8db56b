import { z } from "zod";
import { sendMessage } from "../../commands/send-message.ts";
import { textProblem } from "../../domain/text.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { clientMessageId, keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { messageIdField, ofConversation } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { assertReadable, sentMessage } from "./sent.ts";

const body = z.strictObject({
  content: z
    .string()
    .superRefine((text, context) => {
      const problem = textProblem(text);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    })
    .describe("At most 10 KB in UTF-8."),
  content_type: z.literal("text").optional(),
  message_type: z.literal("text").optional(),
  reply_to_id: messageIdField.optional(),
  client_message_id: clientMessageId,
});

/** Answered from what was written: it waits for the log, and for no read model. */
export function send(server: ApiServer, api: Api): void {
  server.post(
    "/api/conversations/:id/messages",
    {
      config: { access: "session" },
      schema: {
        summary: "Send a message",
        tags: ["messages"],
        params: ofConversation,
        headers: keyed,
        body,
        response: { 201: message },
      },
    },
    async (request, reply) => {
      const { content, reply_to_id: replyToId, client_message_id } = request.body;
      const actor = viewerOf(request).userId;
      const conversationId = request.params.id;
      const asked = { content, reply_to_id: replyToId, client_message_id };
      const outcome = await sendMessage(api.commands, {
        actor,
        conversationId,
        content,
        ...(replyToId && { replyToId }),
        ...keyOf({ headers: request.headers, asks: "message", body: asked }),
        correlationId: request.id,
      });
      const sent = done(outcome, "reply_to_id");
      if (sent.isReplay) await assertReadable(api, conversationId, actor);
      await tellPlace(reply, api.places, sent);
      return reply.code(201).send(await sentMessage(api, { conversationId, events: sent.events }));
    },
  );
}
