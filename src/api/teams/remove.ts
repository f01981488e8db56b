import { removeTeam as remove } from "../../commands/remove-team.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { nothing } from "../schemas/nothing.ts";
import { ofTeam } from "./team-json.ts";

export function removeTeam(server: ApiServer, { commands, places }: Api): void {
  server.delete(
    "/api/teams/:id",
    {
      config: { access: "administrator" },
      schema: {
        summary: "Remove a team; its people stay",
        tags: ["teams"],
        params: ofTeam,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const outcome = await remove(commands, {
        actor: viewerOf(request).userId,
        teamId: request.params.id,
        correlationId: request.id,
      });
      await tellPlace(reply, places, done(outcome));
      return reply.code(204).send();
    },
  );
}
