import { z } from "zod";
import { allProjections } from "../../../projections/all.ts";
import { statusOfAll } from "../../../projections/status.ts";
import type { Api, ApiServer } from "../../parts.ts";
import { list } from "../../schemas/described.ts";
import { buildJson, readModel } from "./described.ts";

/** How each read model is doing, and each of its builds. */
export function showProjections(server: ApiServer, { auth, store }: Api): void {
  server.get(
    "/api/operations/projections",
    {
      config: { access: "operator", reads: [] },
      schema: {
        summary: "Where read models stand, how fast they go, and what stopped them",
        tags: ["operations"],
        response: { 200: z.object({ projections: list(readModel) }) },
      },
    },
    async () => {
      const status = await statusOfAll(auth.pool, store);
      const projections = allProjections.names.toSorted().map((name) => {
        const builds = status.filter((each) => each.name === name).map(buildJson);
        return { name, newest_version: allProjections.newest(name).version, builds };
      });
      return { projections };
    },
  );
}
