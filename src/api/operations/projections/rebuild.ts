import { allProjections } from "../../../projections/all.ts";
import { beginBuild } from "../../../projections/begin-build.ts";
import { tellPlace } from "../../outcome.ts";
import type { Api, ApiServer } from "../../parts.ts";
import { ofReadModel, readModel } from "./described.ts";
import { carriedOut, shownReadModel } from "./shown.ts";

export function rebuildProjection(server: ApiServer, api: Api): void {
  server.post(
    "/api/operations/projections/:name/rebuild",
    {
      config: { access: "operator", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Begin to make a read model anew, beside the one that is asked",
        tags: ["operations"],
        params: ofReadModel,
        response: { 202: readModel },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      carriedOut(await beginBuild({ pool: api.auth.pool, registry: allProjections }, { name }));
      await tellPlace(reply, api.places);
      return reply.code(202).send(await shownReadModel(api, name));
    },
  );
}
