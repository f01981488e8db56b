import { z } from "zod";
import { changeTeam as change } from "../../commands/change-team.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { nameField, ofTeam, team, teamModels, teamNow, userIdsField } from "./team-json.ts";

const changes = z.strictObject({ name: nameField.exactOptional(), user_ids: userIdsField.exactOptional() });

export function changeTeam(server: ApiServer, api: Api): void {
  const { commands, places } = api;
  server.patch(
    "/api/teams/:id",
    {
      config: { access: "administrator" },
      schema: {
        summary: "Rename a team, or say anew who is in it",
        tags: ["teams"],
        params: ofTeam,
        body: changes,
        response: { 200: team },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { name, user_ids: userIds } = request.body;
      const outcome = await change(commands, {
        actor: viewerOf(request).userId,
        teamId: id,
        ...(name !== undefined && { name }),
        ...(userIds && { userIds }),
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome, "user_ids"), places, models: teamModels });
      return teamNow(api, id);
    },
  );
}
