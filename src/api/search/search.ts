import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { boundOf } from "../plugins/known-readers.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { conversationIdField } from "../schemas/ids.ts";
import { dataConditionsDescription } from "./data-conditions.ts";
import { otherField, searchFields, searchOf } from "./fields.ts";
import { results, resultsJson } from "./results.ts";

const query = z.object({ ...searchFields, conversation_id: conversationIdField.optional() }).catchall(otherField);

export function searchAll(server: ApiServer, api: Api): void {
  server.get(
    "/api/search",
    {
      config: {
        access: "session",
        limit: "search",
        reads: ["search", "lines", "members", "conversations", "users"],
        problems: ["not_found"],
      },
      schema: {
        summary: "Messages by their words, in all of one's own conversations or in one",
        description: dataConditionsDescription,
        tags: ["messages"],
        querystring: query,
        response: { 200: results },
      },
    },
    async (request) => {
      const { conversation_id: conversationId, ...fields } = request.query;
      const search = { ...searchOf(fields), shownUpTo: boundOf(request) };
      const viewer = viewerOf(request).userId;
      if (conversationId === undefined)
        return resultsJson(api, await api.reads.search.messages(viewer, search), viewer);
      if (!(await api.reads.members.standing(viewer, conversationId))) throw notFound();
      return resultsJson(api, await api.reads.search.messages(viewer, { ...search, conversationId }), viewer);
    },
  );
}
