import { endSession } from "../../auth/sessions.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { clearSessionCookie, viewerOf } from "../plugins/session.ts";
import { nothing } from "../schemas/nothing.ts";

export function logout(server: ApiServer, api: Api): void {
  const { auth, places, settings } = api;
  server.post(
    "/api/auth/logout",
    {
      config: { access: "session" },
      schema: { summary: "End this session", tags: ["auth"], response: { 204: nothing } },
    },
    async (request, reply) => {
      const { userId, sessionId } = viewerOf(request);
      await endSession(auth, { userId, sessionId });
      await api.sessions.ended([sessionId]);
      clearSessionCookie(reply, settings);
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}
