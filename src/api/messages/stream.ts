import { z } from "zod";
import { isSessionOpen } from "../../auth/sessions.ts";
import type { Api, ApiServer } from "../parts.ts";
import { countStream } from "../plugins/limits-of-streams.ts";
import { viewerOf } from "../plugins/session.ts";

const query = z.strictObject({
  last_event_id: z.string().max(100).optional().describe("As the header Last-Event-ID: an id, or an X-Position."),
});

const headers = z.looseObject({ "last-event-id": z.string().max(100).optional() });

/** The gateway answers; this only knows who asks. */
export function stream(server: ApiServer, api: Api): void {
  const { auth, streams } = api;
  server.get(
    "/api/messages/stream",
    {
      config: { access: "session" },
      exposeHeadRoute: false,
      schema: {
        summary: "Everything that happens in one's conversations, as it happens",
        tags: ["messages"],
        querystring: query,
        headers,
        produces: ["text/event-stream"],
        response: { 200: z.string().describe("Server-sent events.") },
      },
    },
    (request, reply) => {
      const { userId, sessionId } = viewerOf(request);
      countStream(api, request, reply);
      const { "cache-control": _theStreams, ...kept } = reply.getHeaders();
      reply.hijack();
      api.ephemera.presence.beat(userId);
      streams.connect({
        response: reply.raw,
        userId,
        sessionId,
        lastEventId: request.headers["last-event-id"] ?? request.query.last_event_id,
        isSessionOpen: () => isSessionOpen(auth, sessionId),
        headers: kept,
      });
    },
  );
}
