import { z } from "zod";
import { allProjections } from "../../../projections/all.ts";
import { statusOfAll } from "../../../projections/status.ts";
import { rollBack, switchTo } from "../../../projections/switch.ts";
import type { Api, ApiServer } from "../../parts.ts";
import { viewerOf } from "../../plugins/session.ts";
import { Problem } from "../../problem.ts";
import { buildOf, ofReadModel, readModel, reason } from "./described.ts";
import { assertReadModel, carriedOut, numberOf, shownAsChanged } from "./shown.ts";

const tags = ["operations"];

export function switchProjection(server: ApiServer, api: Api): void {
  const body = z.strictObject({
    version: buildOf.optional().describe("The build, such as 1.2; absent: the newest that is ready."),
    reason: reason.optional(),
  });
  server.post(
    "/api/operations/projections/:name/switch",
    {
      config: { access: "operator", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Have queries go to another build",
        tags,
        params: ofReadModel,
        body,
        response: { 200: readModel },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { version, reason: why = null } = request.body;
      const build = version === undefined ? await newestReady(api, name) : await numberOf(api, name, version);
      const by = viewerOf(request).userId;
      carriedOut(await switchTo(partsOf(api), { name, build, by, reason: why }));
      return shownAsChanged(api, reply, name);
    },
  );
}

export function rollBackProjection(server: ApiServer, api: Api): void {
  const body = z.strictObject({ reason: reason.optional() });
  server.post(
    "/api/operations/projections/:name/rollback",
    {
      config: { access: "operator", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Have queries go to the build that they went to before",
        tags,
        params: ofReadModel,
        body,
        response: { 200: readModel },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const by = viewerOf(request).userId;
      carriedOut(await rollBack(partsOf(api), { name, by, reason: request.body.reason ?? null }));
      return shownAsChanged(api, reply, name);
    },
  );
}

const partsOf = ({ auth }: Api) => ({ pool: auth.pool, registry: allProjections });

async function newestReady({ auth, store }: Api, name: string): Promise<number> {
  const ready = (await statusOfAll(auth.pool, store, name)).findLast((each) => each.isReady);
  if (ready && !ready.isActive) return ready.build;
  assertReadModel(name);
  throw new Problem("conflict", "There is no newer build that is ready.");
}
