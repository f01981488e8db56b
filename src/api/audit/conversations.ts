import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorPosition, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { auditedConversation, auditedConversationJson, peopleOf } from "./audited-conversation.ts";
import { auditModels, recordedLook } from "./looking.ts";
import { reasonOf, withReason } from "./reason.ts";

/** So many people are looked for by name; whoever finds more types more. */
const mostPeople = 100;

const query = z.strictObject({
  query: z.string().max(200).default("").describe("Part of a name, an id, or a member's name, also a former one's."),
  limit: limit(50),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

export function listConversations(server: ApiServer, api: Api): void {
  const { reads } = api;
  server.get(
    "/api/audit/conversations",
    {
      config: { access: "auditor", reads: auditModels },
      schema: {
        summary: "All conversations, also deleted ones, the latest that was started first",
        tags: ["audit"],
        querystring: query,
        headers: withReason,
        response: { 200: z.object({ conversations: list(auditedConversation), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { query: text, limit: size, cursor: after = null } = request.query;
      const asked = text.trim() === "" ? {} : { query: text };
      await recordedLook(api, request, { at: "conversations", reason: reasonOf(request), ...asked });
      const found =
        text.trim() === "" ? [] : (await reads.people.search({ text, limit: mostPeople, after: null })).items;
      const { items, next } = await reads.audit.conversations({ text, userIds: found, limit: size, after });
      const people = await reads.people.named(items.flatMap(peopleOf));
      const conversations = items.map((item) => auditedConversationJson(item, people));
      return { conversations, next_cursor: cursorText(next) };
    },
  );
}
