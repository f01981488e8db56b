import { z } from "zod";
import { messagesBy } from "../messages/view.ts";
import type { Api, ApiServer } from "../parts.ts";
import { boundOf } from "../plugins/known-readers.ts";
import { viewerOf } from "../plugins/session.ts";
import { list } from "../schemas/described.ts";
import { message } from "../schemas/message.ts";
import { cursor, cursorText, limit, nextCursor } from "../schemas/page.ts";

const query = z.strictObject({
  limit: limit(30),
  cursor: cursor(z.strictObject({ ordinal: z.string().regex(/^\d{1,18}$/) })),
});

export function listSaved(server: ApiServer, api: Api): void {
  server.get(
    "/api/saved",
    {
      config: { access: "session", reads: ["lines", "members", "conversations", "users"] },
      schema: {
        summary: "What one saved and may read, the last saved first",
        tags: ["messages"],
        querystring: query,
        response: { 200: z.object({ messages: list(message), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const viewer = viewerOf(request).userId;
      const upTo = boundOf(request);
      const { items, next } = await api.reads.kept.saved(viewer, { limit: size, after, shownUpTo: upTo });
      const messages = await messagesBy(api, items, { viewer, shownUpTo: upTo });
      return { messages, next_cursor: cursorText(next) };
    },
  );
}
