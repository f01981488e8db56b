import { z } from "zod";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { Reads } from "../../projections/reads/reads.ts";
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
      const from = await pageFrom(linesFor(reads, { viewer, id }), id, points);
      const found = await reads.lines.readablePage(viewer, id, {
        limit: size,
        from,
        shownUpTo: boundOf(request),
        ...(type && { type }),
        ...(data.length > 0 && { data }),
      });
      if (!found) throw notFound();
      const { lines, hasMoreBefore, hasMoreAfter, shownAfter } = found;
      const messages = await messagesOf(api, order === "desc" ? lines.toReversed() : lines, {
        viewer,
        shownAfter: new Map([[id, shownAfter]]),
      });
      return { messages, has_more_before: hasMoreBefore, has_more_after: hasMoreAfter };
    },
  );
}

/** Whoever may not read a conversation is not told which messages are in it. */
function linesFor(
  { lines, members }: Pick<Reads, "lines" | "members">,
  { viewer, id }: { readonly viewer: UserId; readonly id: ConversationId },
): Pick<Reads["lines"], "some"> {
  return {
    async some(ids) {
      if (!(await members.standing(viewer, id))) throw notFound();
      return lines.some(ids);
    },
  };
}
