import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { list, time } from "../schemas/described.ts";
import { ofMessage } from "../schemas/ids.ts";
import { cursor, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { sentLine } from "./versions.ts";

const query = z.strictObject({ limit: limit(50), cursor: cursor(z.strictObject({ userId: z.string() })) });

const reader = z.object({
  user_id: z.string(),
  delivered_at: time.nullable(),
  read_at: time.nullable().describe("When they had read up to it or further, as their marker says."),
});

/** In rooms of any size, asked for it: what is not told to everybody there. */
export function listReaders(server: ApiServer, api: Api): void {
  server.get(
    "/api/messages/:id/readers",
    {
      config: { access: "session", reads: ["members"] },
      schema: {
        summary: "Who has read a message, or was delivered it",
        tags: ["messages"],
        params: ofMessage,
        querystring: query,
        response: { 200: z.object({ readers: list(reader), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const { conversationId, event, actor } = await sentLine(api, request.params.id, viewerOf(request).userId);
      const { sequence } = event.data;
      const asked = { sequence, actor, limit: size, after };
      const { items, next } = await api.reads.messages.readers(conversationId, asked);
      const readers = items.map(({ userId, deliveredAt, readAt }) => {
        return { user_id: userId, delivered_at: deliveredAt, read_at: readAt };
      });
      return { readers, next_cursor: cursorText(next) };
    },
  );
}
