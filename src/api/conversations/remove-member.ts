import { removeMember as remove } from "../../commands/remove-member.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofMember } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { membershipModels } from "./view.ts";

export function removeMember(server: ApiServer, { commands, places }: Api): void {
  server.delete(
    "/api/conversations/:id/members/:user_id",
    {
      config: { access: "session", problems: ["conflict"] },
      schema: {
        summary: "Remove somebody; oneself: leave",
        tags: ["conversations"],
        params: ofMember,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const outcome = await remove(commands, {
        actor: viewerOf(request).userId,
        conversationId: request.params.id,
        userId: request.params.user_id,
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome), places, models: membershipModels });
      return reply.code(204).send();
    },
  );
}
