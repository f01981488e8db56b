import { z } from "zod";
import { endSession, endSessions, listSessions } from "../../auth/sessions.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { clearSessionCookie, viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list, time } from "../schemas/described.ts";
import { nothing } from "../schemas/nothing.ts";
import { nextCursor } from "../schemas/page.ts";

const session = z.object({
  id: z.string(),
  created_at: time,
  last_seen_at: time.describe("To the minute."),
  expires_at: time,
  user_agent: z.string().nullable(),
  is_current: z.boolean(),
});

const params = z.strictObject({ id: z.string().max(100) });

/** One's own devices: there are at most 100, so they are one page. */
export function sessions(server: ApiServer, api: Api): void {
  listMine(server, api);
  endOne(server, api);
  endOthers(server, api);
}

function listMine(server: ApiServer, { auth }: Api): void {
  server.get(
    "/api/auth/sessions",
    {
      config: { access: "session", reads: [] },
      schema: {
        summary: "Where one is logged in, the last used first",
        tags: ["auth"],
        response: { 200: z.object({ sessions: list(session), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { userId, sessionId } = viewerOf(request);
      const found = await listSessions(auth, userId);
      const json = found.map(({ id, createdAt, lastSeenAt, expiresAt, userAgent }) => ({
        id,
        created_at: createdAt.toISOString(),
        last_seen_at: lastSeenAt.toISOString(),
        expires_at: expiresAt.toISOString(),
        user_agent: userAgent,
        is_current: id === sessionId,
      }));
      return { sessions: json, next_cursor: null };
    },
  );
}

function endOne(server: ApiServer, api: Api): void {
  const { auth, places, settings } = api;
  server.delete(
    "/api/auth/sessions/:id",
    {
      config: { access: "session" },
      schema: { summary: "Log out another device", tags: ["auth"], params, response: { 204: nothing } },
    },
    async (request, reply) => {
      const { userId, sessionId } = viewerOf(request);
      const { id } = request.params;
      if (!(await endSession(auth, { userId, sessionId: id }))) throw notFound();
      await api.sessions.ended([id]);
      if (id === sessionId) clearSessionCookie(reply, settings);
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}

function endOthers(server: ApiServer, api: Api): void {
  const { auth, places } = api;
  server.delete(
    "/api/auth/sessions",
    {
      config: { access: "session" },
      schema: { summary: "Log out all other devices", tags: ["auth"], response: { 204: nothing } },
    },
    async (request, reply) => {
      const { userId, sessionId } = viewerOf(request);
      await api.sessions.ended(await endSessions(auth.pool, { userId, but: sessionId }));
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}
