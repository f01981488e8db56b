import { z } from "zod";
import { incidentStatuses, kinds, severities, visibilities } from "../../domain/conversation/events.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { conversation } from "../schemas/conversation.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorTime, cursorText, flag, limit, nextCursor } from "../schemas/page.ts";
import { conversationModels, conversationsOf } from "./view.ts";

const query = z.strictObject({
  joined: flag.optional().describe("False: public rooms that one may join."),
  unread: flag.optional(),
  archived: flag.optional().describe("True: what I archived, and nothing else."),
  kind: z.enum(kinds).optional(),
  visibility: z.enum(visibilities).optional(),
  status: z.enum(incidentStatuses).optional().describe("Of an incident; as are the next two."),
  severity: z.enum(severities).optional(),
  lot: z.string().max(1_000).optional().describe("One of its lots, as it was given."),
  query: z.string().max(200).optional().describe("Part of a name; where there is none, of a name that it is shown by."),
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
      const {
        joined,
        unread,
        archived,
        kind,
        visibility,
        status,
        severity,
        lot,
        query: text,
        limit: size,
        cursor: after = null,
      } = request.query;
      const { items, next } = await api.reads.conversations.list(viewerOf(request).userId, {
        ...(joined !== undefined && { isJoined: joined }),
        ...(unread !== undefined && { isUnread: unread }),
        ...(archived !== undefined && { isArchived: archived }),
        ...(kind && { kind }),
        ...(visibility && { visibility }),
        ...(status && { status }),
        ...(severity && { severity }),
        ...(lot !== undefined && { lot: lot.trim() }),
        ...(text && { text }),
        limit: size,
        after,
      });
      return { conversations: await conversationsOf(api, items), next_cursor: cursorText(next) };
    },
  );
}
