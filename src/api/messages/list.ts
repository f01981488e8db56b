import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { limit } from "../schemas/page.ts";
import { pageFrom, pointFields } from "./history-point.ts";
import { messagesOf } from "./view.ts";

const query = z.strictObject({
  ...pointFields,
  limit: limit(50),
  type: z.enum(["text", "system"]).optional(),
  order: z.enum(["asc", "desc"]).default("asc").describe("Oldest first, or newest."),
});

const page = z.object({ messages: list(message), has_more_before: z.boolean(), has_more_after: z.boolean() });

export function listMessages(server: ApiServer, api: Api): void {
  server.get(
    "/api/conversations/:id/messages",
    {
      config: { access: "session", reads: ["lines", "members", "conversations", "users"] },
      schema: {
        summary: "The history: the newest page, or one before, after or around a point",
        tags: ["messages"],
        params: ofConversation,
        querystring: query,
        response: { 200: page },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { limit: size, type, order, ...points } = request.query;
      const { reads } = api;
      if (!(await reads.members.standing(viewerOf(request).userId, id))) throw notFound();
      const from = await pageFrom(reads.lines, id, points);
      const { lines, hasMoreBefore, hasMoreAfter } = await reads.lines.page(id, {
        limit: size,
        from,
        ...(type && { type }),
      });
      const messages = await messagesOf(api, order === "desc" ? lines.toReversed() : lines);
      return { messages, has_more_before: hasMoreBefore, has_more_after: hasMoreAfter };
    },
  );
}
