import { z } from "zod";
import { kinds, visibilities } from "../../domain/conversation/events.ts";
import { userJson } from "../../wire/people.ts";
import type { Api, ApiServer } from "../parts.ts";
import { list, named, time } from "../schemas/described.ts";
import { cursor, cursorPosition, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { user } from "../schemas/person.ts";
import { auditModels, recordedLook } from "./looking.ts";
import { reasonOf, withReason } from "./reason.ts";

/** So many people are looked for by name; whoever finds more types more. */
const mostPeople = 100;

const query = z.strictObject({
  query: z.string().max(200).default("").describe("Part of a name, an id, or a member's name, also a former one's."),
  limit: limit(50),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

const conversation = named(
  z.object({
    id: z.string(),
    kind: z.enum(kinds),
    visibility: z.enum(visibilities),
    name: z.string().nullable(),
    created_by: user,
    created_at: time,
    deleted_at: time.nullable(),
    people: list(user).describe("The first five who ever were members."),
  }),
  "AuditedConversation",
);

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
        response: { 200: z.object({ conversations: list(conversation), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { query: text, limit: size, cursor: after = null } = request.query;
      const asked = text.trim() === "" ? {} : { query: text };
      await recordedLook(api, request, { at: "conversations", reason: reasonOf(request), ...asked });
      const found =
        text.trim() === "" ? [] : (await reads.people.search({ text, limit: mostPeople, after: null })).items;
      const { items, next } = await reads.audit.conversations({ text, userIds: found, limit: size, after });
      const people = await reads.people.named(items.flatMap(({ createdBy, userIds }) => [createdBy, ...userIds]));
      const conversations = items.map(({ id, kind, visibility, name, createdBy, createdAt, deletedAt, userIds }) => ({
        id,
        kind,
        visibility,
        name,
        created_by: userJson(people, createdBy),
        created_at: createdAt,
        deleted_at: deletedAt,
        people: userIds.map((userId) => userJson(people, userId)),
      }));
      return { conversations, next_cursor: cursorText(next) };
    },
  );
}
