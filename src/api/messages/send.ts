import { z } from "zod";
import { sendMessage } from "../../commands/send-message.ts";
import { messageTypes } from "../../domain/conversation/events.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { clientMessageId, keyed, keyOf } from "../plugins/idempotency.ts";
import { countMessage } from "../plugins/limits-of-messages.ts";
import { viewerOf } from "../plugins/session.ts";
import { invalidField, notFound } from "../problem.ts";
import { messageIdField, ofConversation } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { mayBeShown, sentMessage } from "./sent.ts";
import { dataField, fieldOf, saidIn, wordsFields } from "./words.ts";

/** A message, as clients send it. */
export const messageFields = {
  ...wordsFields,
  content: wordsFields.content.default(""),
  message_type: z.enum(["text", ...messageTypes]).optional(),
  data: dataField.optional(),
  reply_to_id: messageIdField.optional(),
};

const body = z.strictObject({ ...messageFields, client_message_id: clientMessageId });

const unkeyed = z.object(messageFields);

/** Answered from what was written: it waits for the log, and for no read model. */
export function send(server: ApiServer, api: Api): void {
  server.post(
    "/api/conversations/:id/messages",
    {
      config: { access: "session", limit: "send", problems: ["gone"] },
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
      const actor = viewerOf(request).userId;
      const conversationId = request.params.id;
      const said = await messageIn(request.body);
      await countMessage(api, { actor, conversationId, content: said.content });
      const outcome = await sendMessage(api.commands, {
        actor,
        conversationId,
        ...said,
        ...keyOf({ headers: request.headers, asks: "message", body: request.body }),
        correlationId: request.id,
      });
      const told = done(outcome, outcome.kind === "refused" ? fieldOf(outcome.refusal) : undefined);
      const sent = { ...told, conversationId, viewer: actor };
      if (!(await mayBeShown(api, sent))) throw notFound();
      await tellPlace(reply, api.places, sent);
      return reply.code(201).send(await sentMessage(api, sent));
    },
  );
}

/** @throws Problem for what is no message. */
export async function messageIn({
  message_type: type,
  data,
  reply_to_id: replyToId,
  ...words
}: z.output<typeof unkeyed>) {
  if (type === "incident_data" && !data) throw invalidField("data", "Incident data is told by `data`.");
  return {
    ...(await saidIn(words, { hasData: data !== undefined })),
    ...(type && type !== "text" && { messageType: type }),
    ...(data && { data: JSON.stringify(data) }),
    ...(replyToId && { replyToId }),
  };
}
