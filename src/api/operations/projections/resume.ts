import { z } from "zod";
import { retry, skip } from "../../../projections/skips.ts";
import type { Api, ApiServer } from "../../parts.ts";
import { viewerOf } from "../../plugins/session.ts";
import { ofReadModel, readModel, reason } from "./described.ts";
import { assertReadModel, carriedOut, shownAsChanged } from "./shown.ts";

const tags = ["operations"];

export function retryProjection(server: ApiServer, api: Api): void {
  const body = z.strictObject({ reason: reason.optional() });
  server.post(
    "/api/operations/projections/:name/retry",
    {
      config: { access: "operator", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Let what is stopped try again where it stands",
        tags,
        params: ofReadModel,
        body,
        response: { 200: readModel },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      assertReadModel(name);
      const by = viewerOf(request).userId;
      carriedOut(await retry(api.auth.pool, { name, by, reason: request.body.reason ?? null }));
      return shownAsChanged(api, reply, name);
    },
  );
}

export function skipEvent(server: ApiServer, api: Api): void {
  const body = z.strictObject({
    position: z
      .string()
      .regex(/^\d{1,18}$/)
      .describe("Of the event that it is stopped at, as stopped_at has it."),
    reason,
  });
  server.post(
    "/api/operations/projections/:name/skip",
    {
      config: { access: "operator", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Leave out the event that a read model is stopped at, now and in every later build",
        tags,
        params: ofReadModel,
        body,
        response: { 200: readModel },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      assertReadModel(name);
      const { position, reason: why } = request.body;
      const by = viewerOf(request).userId;
      carriedOut(await skip(api.auth.pool, { name, position: BigInt(position), by, reason: why }));
      return shownAsChanged(api, reply, name);
    },
  );
}
