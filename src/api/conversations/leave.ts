import { leaveConversation } from "../../commands/leave-conversation.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofConversation } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { membershipModels } from "./view.ts";

export function leave(server: ApiServer, { commands, places }: Api): void {
  server.post(
    "/api/conversations/:id/leave",
    {
      config: { access: "session", problems: ["conflict"] },
      schema: {
        summary: "Leave a group or room; whoever leaves last deletes it",
        tags: ["conversations"],
        params: ofConversation,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const outcome = await leaveConversation(commands, {
        actor: viewerOf(request).userId,
        conversationId: request.params.id,
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome), places, models: membershipModels });
      return reply.code(204).send();
    },
  );
}
