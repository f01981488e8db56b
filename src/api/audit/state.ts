import { z } from "zod";
import { stateAt } from "../../audit/state-at.ts";
import { stretchOf } from "../../audit/stretch.ts";
import { auditStateJson, peopleInState, type AuditStateJson } from "../../wire/audit-state.ts";
import { historyVisibilities, kinds, visibilities } from "../../domain/conversation/events.ts";
import { roles } from "../../domain/conversation/roles.ts";
import type { Api, ApiServer } from "../parts.ts";
import { incident } from "../schemas/conversation.ts";
import { count, described, list, time } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { message, reaction } from "../schemas/message.ts";
import { cursor, cursorRevision, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { assertConversation, auditModels, logForAudit, recordedLook } from "./looking.ts";
import { reasonOf, withReason } from "./reason.ts";
import { pointField, pointIn } from "./stretch.ts";

const query = z.strictObject({
  at: pointField.describe("A position or a time (ISO 8601); now, where it is absent."),
  limit: limit(50),
  cursor: cursor(z.strictObject({ below: cursorRevision })),
});

const member = z.object({
  user_id: z.string(),
  display_name: z.string(),
  role: z.enum(roles),
  joined_at: time.nullable(),
  muted_until: time.nullable(),
});

const seen = message.omit({ is_saved: true }).extend({ reactions: list(reaction.omit({ mine: true })) });

const line = z.object({
  message: seen.describe("As its members saw it."),
  original: z
    .object({ content: z.string(), content_type: z.enum(["text", "html"]) })
    .nullable()
    .describe("What a deleted message said last."),
  is_erased: z.boolean().describe("Its words were erased on request; order and proof remain."),
});

const state = described<AuditStateJson>()(
  z.object({
    conversation_id: z.string(),
    position: z.string().describe("Of its last event by then."),
    at: time.nullable(),
    status: z.enum(["missing", "open", "deleted"]),
    deleted_at: time.nullable(),
    deleted_by: z.string().nullable(),
    kind: z.enum(kinds),
    visibility: z.enum(visibilities),
    history_visibility: z.enum(historyVisibilities),
    incident: incident.nullable(),
    name: z.string().nullable(),
    description: z.string().nullable(),
    created_by: z.string().nullable(),
    created_at: time.nullable(),
    member_count: count,
    members: list(member).describe("By joining; the first 1,000."),
    pinned_message_ids: list(z.string()),
    lines: list(line).describe("Oldest first."),
  }),
  "AuditState",
);

export function showState(server: ApiServer, api: Api): void {
  const { reads, places } = api;
  server.get(
    "/api/audit/conversations/:id/state",
    {
      config: { access: "auditor", reads: auditModels },
      schema: {
        summary: "A conversation as it stood at a time or a position; pages of lines go back from there",
        tags: ["audit"],
        params: ofConversation,
        querystring: query,
        headers: withReason,
        response: { 200: z.object({ state, next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { id: conversationId } = request.params;
      const { at, limit: size, cursor: page } = request.query;
      const epoch = await places.epoch();
      const points = { from: null, to: pointIn(at, "at", epoch) };
      await assertConversation(api, conversationId);
      const named = at === undefined ? {} : { to: at };
      const look = { at: "state", conversationId, reason: reasonOf(request), ...named } as const;
      const { upTo } = await stretchOf(reads.audit, points, await recordedLook(api, request, look));
      const asked = { conversationId, upTo, below: page?.below ?? null, limit: size };
      const { replay, lines, next } = await stateAt(logForAudit(api), asked);
      const people = await reads.people.named(peopleInState(replay, lines));
      return {
        state: auditStateJson({ replay, lines, epoch, people }),
        next_cursor: cursorText(next === null ? null : { below: next }),
      };
    },
  );
}
