import { deleteConversation } from "../../commands/delete-conversation.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofConversation } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { membershipModels } from "./view.ts";

export function removeConversation(server: ApiServer, { commands, places }: Api): void {
  server.delete(
    "/api/conversations/:id",
    {
      config: { access: "session" },
      schema: {
        summary: "Delete a group or room for all of its members; the log keeps it",
        tags: ["conversations"],
        params: ofConversation,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const outcome = await deleteConversation(commands, {
        actor: viewerOf(request).userId,
        conversationId: request.params.id,
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome), places, models: membershipModels });
      return reply.code(204).send();
    },
  );
}
