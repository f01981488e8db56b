import { z } from "zod";
import { changePace } from "../../../projections/hurry.ts";
import type { Api, ApiServer } from "../../parts.ts";
import { viewerOf } from "../../plugins/session.ts";
import { ofReadModel, readModel, reason } from "./described.ts";
import { assertReadModel, carriedOut, shownAsChanged } from "./shown.ts";

const body = z.strictObject({
  is_hurried: z
    .boolean()
    .describe("true: it takes no rests, and sending may take longer meanwhile. false: it takes its time again."),
  reason: reason.optional(),
});

export function changePaceOfBuild(server: ApiServer, api: Api): void {
  server.post(
    "/api/operations/projections/:name/pace",
    {
      config: { access: "operator", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Have what is built beside the one that is asked hurry, or take its time",
        tags: ["operations"],
        params: ofReadModel,
        body,
        response: { 200: readModel },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      assertReadModel(name);
      const { is_hurried: isHurried, reason: why = null } = request.body;
      const by = viewerOf(request).userId;
      carriedOut(await changePace(api.auth.pool, { name, isHurried, by, reason: why }));
      return shownAsChanged(api, reply, name);
    },
  );
}
