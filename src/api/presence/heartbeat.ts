import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { nothing } from "../schemas/nothing.ts";

/** For clients that hold no stream open, every 30 seconds. */
export function heartbeat(server: ApiServer, { ephemera }: Api): void {
  server.post(
    "/api/messages/heartbeat",
    {
      config: { access: "session", isEphemeral: true },
      schema: { summary: "Say that one is there, as an open stream does", tags: ["users"], response: { 204: nothing } },
    },
    async (request, reply) => {
      ephemera.presence.beat(viewerOf(request).userId);
      return reply.code(204).send();
    },
  );
}
