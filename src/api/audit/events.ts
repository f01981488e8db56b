import { z } from "zod";
import { eventsPage } from "../../audit/events-page.ts";
import { stretchOf } from "../../audit/stretch.ts";
import { auditEventJson, peopleInEvent, type AuditEventJson } from "../../wire/audit-event.ts";
import type { Api, ApiServer } from "../parts.ts";
import { count, described, list, time } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { cursor, cursorPosition, cursorText, nextCursor } from "../schemas/page.ts";
import { assertConversation, auditModels, logForAudit, recordedLook } from "./looking.ts";
import { reasonOf, withReason } from "./reason.ts";
import { pointField, pointIn } from "./stretch.ts";

const query = z.strictObject({
  from: pointField.describe("A position or a time (ISO 8601): what happened then or later."),
  to: pointField.describe("A position or a time: what happened by then."),
  limit: z.coerce.number<string>().int().min(1).max(500).default(100),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

const facts = z.record(z.string(), z.unknown()).readonly().nullable();

const event = described<AuditEventJson>()(
  z.object({
    id: z.string(),
    position: z.string(),
    stream: z.string(),
    revision: count,
    type: z.string(),
    at: time.describe("When it was recorded."),
    said_at: time.describe("When it was said, of what came from elsewhere; otherwise the same."),
    actor_id: z.string(),
    actor_display_name: z.string(),
    summary: z.string().describe("What happened, in a sentence."),
    message_id: z.string().nullable().describe("The line that it is, or is about."),
    sequence: z.int().min(1).nullable(),
    before: facts.describe("What it was about, before; null where there was nothing."),
    after: facts.describe("The same afterwards."),
    data: z.record(z.string(), z.unknown()).readonly().describe("As it is in the log, by the log's own names."),
    is_erased: z.boolean().describe("Words of it were erased on request, and are null; order and proof remain."),
  }),
  "AuditEvent",
);

export function listEvents(server: ApiServer, api: Api): void {
  const { reads, places } = api;
  server.get(
    "/api/audit/conversations/:id/events",
    {
      config: { access: "auditor", reads: auditModels },
      schema: {
        summary: "All that happened in a conversation, in order, with what was edited and deleted",
        tags: ["audit"],
        params: ofConversation,
        querystring: query,
        headers: withReason,
        response: {
          200: z.object({
            events: list(event),
            total: count.describe("From `from` to `to`, on all pages."),
            next_cursor: nextCursor,
          }),
        },
      },
    },
    async (request) => {
      const { id: conversationId } = request.params;
      const { from, to, limit, cursor: page } = request.query;
      const epoch = await places.epoch();
      const points = { from: pointIn(from, "from", epoch), to: pointIn(to, "to", epoch) };
      await assertConversation(api, conversationId);
      const named = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const look = { at: "events", conversationId, reason: reasonOf(request), ...named } as const;
      const stretch = await stretchOf(reads.audit, points, await recordedLook(api, request, look));
      const asked = {
        conversationId,
        ...stretch,
        ...(page && { after: larger(stretch.after, BigInt(page.position)) }),
      };
      const [{ steps, next }, total] = await Promise.all([
        eventsPage(logForAudit(api), { ...asked, limit }),
        reads.audit.count({ conversationId, ...stretch }),
      ]);
      const people = await reads.people.named(steps.flatMap((step) => peopleInEvent(step.event)));
      const events = steps.map((step) => auditEventJson(step, { epoch, people }));
      return { events, total, next_cursor: cursorText(next === null ? null : { position: String(next) }) };
    },
  );
}

const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other);
