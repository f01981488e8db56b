import { z } from "zod";
import { drop } from "../../../projections/drop.ts";
import { tellPlace } from "../../outcome.ts";
import type { Api, ApiServer } from "../../parts.ts";
import { nothing } from "../../schemas/nothing.ts";
import { buildOf } from "./described.ts";
import { assertReadModel, carriedOut, numberOf } from "./shown.ts";

const params = z.strictObject({ name: z.string().max(100), version: buildOf });

export function dropBuild(server: ApiServer, { auth, places }: Api): void {
  server.delete(
    "/api/operations/projections/:name/versions/:version",
    {
      config: { access: "operator", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Drop a build that is not asked",
        tags: ["operations"],
        params,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { name, version } = request.params;
      assertReadModel(name);
      carriedOut(await drop(auth.pool, { name, build: await numberOf({ auth }, name, version) }));
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}
