import { z } from "zod";
import { makeTeam as make } from "../../commands/make-team.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { nameField, team, teamModels, teamNow, userIdsField } from "./team-json.ts";

const body = z.strictObject({ name: nameField, user_ids: userIdsField });

export function makeTeam(server: ApiServer, api: Api): void {
  const { commands, places } = api;
  server.post(
    "/api/teams",
    {
      config: { access: "administrator" },
      schema: { summary: "Make a team", tags: ["teams"], headers: keyed, body, response: { 201: team } },
    },
    async (request, reply) => {
      const { name, user_ids: userIds } = request.body;
      const { teamId, outcome } = await make(commands, {
        actor: viewerOf(request).userId,
        name,
        userIds,
        ...keyOf({ headers: request.headers, asks: "team", body: request.body }),
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome, "user_ids"), places, models: teamModels });
      return reply.code(201).send(await teamNow(api, teamId));
    },
  );
}
