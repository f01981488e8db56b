import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { boundOf } from "../plugins/known-readers.ts";
import { viewerOf } from "../plugins/session.ts";
import { list } from "../schemas/described.ts";
import { message } from "../schemas/message.ts";
import { cursor, cursorPosition, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { messagesBy } from "./view.ts";

const query = z.strictObject({
  limit: limit(30),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

export function listMentions(server: ApiServer, api: Api): void {
  server.get(
    "/api/mentions",
    {
      config: { access: "session", limit: "history", reads: ["lines", "members", "conversations", "users"] },
      schema: {
        summary: "Messages that mention me, or everybody where I am a member; the newest first",
        tags: ["messages"],
        querystring: query,
        response: { 200: z.object({ messages: list(message), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const viewer = viewerOf(request).userId;
      const upTo = boundOf(request);
      const { items, next } = await api.reads.messages.mentioning(viewer, { limit: size, after, shownUpTo: upTo });
      const messages = await messagesBy(api, items, { viewer, shownUpTo: upTo });
      return { messages, next_cursor: cursorText(next) };
    },
  );
}
