import { z } from "zod";
import { isMember, mayRead } from "../../domain/conversation/access.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound, Problem } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { cursor, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { conversationNow } from "./conversation-now.ts";

const query = z.strictObject({ limit: limit(100), cursor: cursor(z.strictObject({ userId: z.string() })) });

export function listOnline(server: ApiServer, { commands, ephemera }: Api): void {
  server.get(
    "/api/conversations/:id/online",
    {
      config: { access: "session", problems: ["forbidden"] },
      schema: {
        summary: "Which of its members are online, for members",
        tags: ["conversations"],
        params: ofConversation,
        querystring: query,
        response: { 200: z.object({ user_ids: list(z.string()), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request).userId;
      const { limit: size, cursor: after } = request.query;
      const conversation = await conversationNow(commands, request.params.id, (state) => isMember(state, viewer));
      if (!mayRead(conversation, viewer)) throw notFound();
      if (!isMember(conversation, viewer)) throw new Problem("forbidden", "Join to see who is here.");
      const online = [...conversation.members.keys()].filter((id) => ephemera.presence.isOnline(id)).toSorted();
      const rest = after ? online.filter((id) => id > after.userId) : online;
      const page = rest.slice(0, size);
      const last = rest.length > size ? page.at(-1) : undefined;
      return { user_ids: page, next_cursor: cursorText(last === undefined ? null : { userId: last }) };
    },
  );
}
