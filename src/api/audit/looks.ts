import { z } from "zod";
import { openedAt } from "../../audit/log-for-audit.ts";
import { exportFormats, looksAt, type LookEvent } from "../../domain/audit/events.ts";
import type { Logged } from "../../events/logged.ts";
import type { People } from "../../domain/user/people.ts";
import { userJson } from "../../wire/people.ts";
import { positionText } from "../../wire/position.ts";
import type { Api, ApiServer } from "../parts.ts";
import { list, named, time } from "../schemas/described.ts";
import { conversationIdField } from "../schemas/ids.ts";
import { cursor, cursorPosition, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { user } from "../schemas/person.ts";
import { auditModels, logForAudit } from "./looking.ts";

const query = z.strictObject({
  conversation_id: conversationIdField.optional(),
  limit: limit(50),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

const look = named(
  z.object({
    position: z.string(),
    at: time,
    auditor: user,
    looked_at: z.enum(looksAt),
    conversation_id: z.string().nullable(),
    user_id: z.string().nullable().describe("Of an export: whose doings."),
    from: z.string().nullable(),
    to: z.string().nullable(),
    format: z.enum(exportFormats).nullable(),
    query: z.string().nullable(),
    reason: z.string().nullable().describe("Null once the auditor was erased."),
  }),
  "Look",
);

export function listLooks(server: ApiServer, api: Api): void {
  const { reads, places } = api;
  server.get(
    "/api/audit/looks",
    {
      config: { access: ["auditor", "administrator"], reads: auditModels },
      schema: {
        summary: "Who looked at what, and why, the latest first",
        tags: ["audit"],
        querystring: query,
        response: { 200: z.object({ looks: list(look), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { conversation_id: conversationId, limit: size, cursor: after = null } = request.query;
      const ofOne = conversationId === undefined ? {} : { conversationId };
      const { items, next } = await reads.audit.looks({ ...ofOne, limit: size, after });
      const events = await openedAt<LookEvent>(logForAudit(api), items);
      const people = await reads.people.named(events.map(({ data }) => data.by));
      const epoch = await places.epoch();
      return {
        looks: events.toReversed().map((event) => lookJson(event, { epoch, people })),
        next_cursor: cursorText(next),
      };
    },
  );
}

function lookJson(
  { data, at, position }: Logged<LookEvent>,
  { epoch, people }: { readonly epoch: string; readonly people: People },
): z.output<typeof look> {
  return {
    position: positionText({ epoch, position }),
    at,
    auditor: userJson(people, data.by),
    looked_at: data.at,
    conversation_id: data.conversationId ?? null,
    user_id: data.userId ?? null,
    from: data.from ?? null,
    to: data.to ?? null,
    format: data.format ?? null,
    query: data.query ?? null,
    reason: data.reason,
  };
}
