import { z } from "zod";
import { kinds, visibilities } from "../../domain/conversation/events.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { conversation } from "../schemas/conversation.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorTime, cursorText, flag, limit, nextCursor } from "../schemas/page.ts";
import { conversationModels, conversationsOf } from "./view.ts";

const query = z.strictObject({
  joined: flag.optional().describe("False: public rooms that one may join."),
  unread: flag.optional(),
  kind: z.enum(kinds).optional(),
  visibility: z.enum(visibilities).optional(),
  query: z.string().max(200).optional().describe("Part of a name."),
  limit: limit(30),
  cursor: cursor(z.strictObject({ activeAt: cursorTime, id: z.string() })),
});

export function listConversations(server: ApiServer, api: Api): void {
  server.get(
    "/api/conversations",
    {
      config: { access: "session", reads: conversationModels },
      schema: {
        summary: "One's conversations, the newest activity first",
        tags: ["conversations"],
        querystring: query,
        response: { 200: z.object({ conversations: list(conversation), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { joined, unread, kind, visibility, query: text, limit: size, cursor: after = null } = request.query;
      const { items, next } = await api.reads.conversations.list(viewerOf(request).userId, {
        ...(joined !== undefined && { isJoined: joined }),
        ...(unread !== undefined && { isUnread: unread }),
        ...(kind && { kind }),
        ...(visibility && { visibility }),
        ...(text && { text }),
        limit: size,
        after,
      });
      return { conversations: await conversationsOf(api, items), next_cursor: cursorText(next) };
    },
  );
}
