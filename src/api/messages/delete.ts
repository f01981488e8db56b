import { z } from "zod";
import { deleteMessage as deleteIt } from "../../commands/delete-message.ts";
import { reasonProblem } from "../../domain/message/delete.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofMessage } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { textField } from "../schemas/text-field.ts";

const body = z.strictObject({ reason: textField(reasonProblem).optional() }).optional();

export function deleteMessage(server: ApiServer, api: Api): void {
  server.delete(
    "/api/messages/:id",
    {
      config: { access: "session", limit: "delete" },
      schema: {
        summary: "Delete a message for everybody: one's own, or as a moderator",
        tags: ["messages"],
        params: ofMessage,
        body,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { reason } = request.body ?? {};
      const outcome = await deleteIt(api.commands, {
        actor: viewerOf(request).userId,
        messageId: request.params.id,
        ...(reason !== undefined && { reason }),
        correlationId: request.id,
      });
      await tellPlace(reply, api.places, done(outcome, "reason"));
      return reply.code(204).send();
    },
  );
}
