import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { boundOf } from "../plugins/known-readers.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { ofConversation } from "../schemas/ids.ts";
import { dataConditionsDescription } from "./data-conditions.ts";
import { otherField, searchFields, searchOf } from "./fields.ts";
import { results, resultsJson } from "./results.ts";

const query = z.object(searchFields).catchall(otherField);

export function searchConversation(server: ApiServer, api: Api): void {
  server.get(
    "/api/conversations/:id/messages/search",
    {
      config: {
        access: "session",
        limit: "search",
        reads: ["search", "lines", "members", "conversations", "users"],
      },
      schema: {
        summary: "Messages of a conversation by their words",
        description: dataConditionsDescription,
        tags: ["messages"],
        params: ofConversation,
        querystring: query,
        response: { 200: results },
      },
    },
    async (request) => {
      const { id: conversationId } = request.params;
      const search = { ...searchOf(request.query), shownUpTo: boundOf(request) };
      const viewer = viewerOf(request).userId;
      if (!(await api.reads.members.standing(viewer, conversationId))) throw notFound();
      return resultsJson(api, await api.reads.search.messages(viewer, { ...search, conversationId }), viewer);
    },
  );
}
