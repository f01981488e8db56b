import { z } from "zod";
import type { PresenceJson } from "../../wire/ephemeral.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { described, list, time } from "../schemas/described.ts";
import { userIdField } from "../schemas/ids.ts";

const most = 50;

/** Separated by commas, or the parameter several times, or both. */
const ids = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((text) => text.split(",")))
  .pipe(z.array(userIdField).min(1).max(most))
  .meta({ description: `1 to ${most} ids of people, separated by commas.` });

const presence = described<PresenceJson>()(
  z.object({ user_id: z.string(), status: z.enum(["online", "offline"]), last_seen: time.nullable() }),
  "Presence",
);

export function showPresence(server: ApiServer, { reads, ephemera }: Api): void {
  server.get(
    "/api/users/presence",
    {
      config: { access: "session", reads: ["members"] },
      schema: {
        summary: "Who is online; whoever shares no conversation with one shows as offline",
        tags: ["users"],
        querystring: z.strictObject({ ids }),
        response: { 200: z.object({ presence: list(presence) }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request).userId;
      const asked = [...new Set(request.query.ids)];
      const sharing = await reads.members.sharing(viewer, asked);
      const known = await ephemera.presence.of(asked.filter((id) => id === viewer || sharing.has(id)));
      const shown = new Map(known.map((each) => [each.user_id, each]));
      return {
        presence: asked.map((id) => shown.get(id) ?? { user_id: id, status: "offline" as const, last_seen: null }),
      };
    },
  );
}
