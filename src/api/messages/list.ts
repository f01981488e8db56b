import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { boundOf } from "../plugins/known-readers.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { dataConditions, dataConditionsDescription } from "../search/data-conditions.ts";
import { otherField } from "../search/fields.ts";
import { messageTypes } from "../../wire/message.ts";
import { list } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { limit } from "../schemas/page.ts";
import { pageFrom, pointFields } from "./history-point.ts";
import { messagesOf } from "./view.ts";

/** Beside these, fields of messages' data: `data.<field>[<comparison>]`. */
const query = z
  .object({
    ...pointFields,
    limit: limit(50),
    type: z.enum(messageTypes).optional(),
    order: z.enum(["asc", "desc"]).default("asc").describe("Oldest first, or newest."),
  })
  .catchall(otherField);

const page = z.object({ messages: list(message), has_more_before: z.boolean(), has_more_after: z.boolean() });

export function listMessages(server: ApiServer, api: Api): void {
  server.get(
    "/api/conversations/:id/messages",
    {
      config: { access: "session", limit: "history", reads: ["lines", "members", "conversations", "users"] },
      schema: {
        summary: "The history: the newest page, or one before, after or around a point",
        description: dataConditionsDescription,
        tags: ["messages"],
        params: ofConversation,
        querystring: query,
        response: { 200: page },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { limit: size, type, order, before, after, around, before_id, ...fields } = request.query;
      const points = { before, after, around, before_id };
      const data = dataConditions(fields);
      const { reads } = api;
      const viewer = viewerOf(request).userId;
      const standing = await reads.members.standing(viewer, id);
      if (!standing) throw notFound();
      const from = await pageFrom(reads.lines, id, points);
      const { lines, hasMoreBefore, hasMoreAfter } = await reads.lines.page(id, {
        limit: size,
        from,
        shownAfter: standing.after,
        shownUpTo: boundOf(request),
        viewer,
        ...(type && { type }),
        ...(data.length > 0 && { data }),
      });
      const messages = await messagesOf(api, order === "desc" ? lines.toReversed() : lines, {
        viewer,
        shownAfter: new Map([[id, standing.after]]),
      });
      return { messages, has_more_before: hasMoreBefore, has_more_after: hasMoreAfter };
    },
  );
}
