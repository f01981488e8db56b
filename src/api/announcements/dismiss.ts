import { z } from "zod";
import { dismissAnnouncement } from "../../auth/dismissed-announcements.ts";
import type { ReadModel } from "../../projections/reads/read-models.ts";
import { positionText } from "../../wire/position.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { nothing } from "../schemas/nothing.ts";

const params = z.strictObject({ id: z.uuid() });
const models: readonly ReadModel[] = ["announcements"];

export function dismiss(server: ApiServer, api: Api): void {
  const { auth, places } = api;
  server.post(
    "/api/announcements/:id/dismiss",
    {
      config: { access: "session" },
      schema: {
        summary: "See an announcement no more",
        tags: ["announcements"],
        params,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!(await isThere(api, id))) throw notFound();
      await dismissAnnouncement(auth, { userId: viewerOf(request).userId, announcementId: id });
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}

/** Whoever was told of it by a stream may be faster than the read model: before a no it is waited for. */
async function isThere({ places, reads }: Api, id: string): Promise<boolean> {
  if (await reads.announcements.isThere(id)) return true;
  await places.ofQuery(models, positionText(await places.ofCommand([])));
  return reads.announcements.isThere(id);
}
