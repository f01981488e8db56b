import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { liftHold, placeHold } from "../../commands/holds.ts";
import type { HoldSubject } from "../../domain/audit/events.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import { reasonProblem } from "../../domain/audit/reason.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { assertRole, viewerOf } from "../plugins/session.ts";
import { list } from "../schemas/described.ts";
import { conversationIdField, userIdField } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { cursor, cursorPosition, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { textField } from "../schemas/text-field.ts";
import { hold, holdJson, holdsAt } from "./hold-json.ts";
import { auditModels, recordedLook } from "./looking.ts";
import { mayHaveReason } from "./reason.ts";

const tags = ["audit"];

const query = z.strictObject({
  limit: limit(50),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

const body = z
  .strictObject({
    conversation_id: conversationIdField.exactOptional(),
    user_id: userIdField.exactOptional(),
    reason: textField(reasonProblem),
  })
  .refine((given) => (given.conversation_id === undefined) !== (given.user_id === undefined), {
    path: ["conversation_id"],
    message: "A hold is on a conversation or on a person.",
  });

const liftBody = z.strictObject({ reason: textField(reasonProblem).exactOptional() }).optional();

/** While a hold stands, nothing of the conversation, or of the person, is erased. */
export function holds(server: ApiServer, api: Api): void {
  listHolds(server, api);
  place(server, api);
  lift(server, api);
}

function listHolds(server: ApiServer, api: Api): void {
  server.get(
    "/api/audit/holds",
    {
      config: { access: ["auditor", "administrator"], reads: auditModels },
      schema: {
        summary: "Legal holds, those that were lifted, too, the latest first",
        description: "What the conversations are is told to auditors who say why, in X-Audit-Reason: that is a look.",
        tags,
        headers: mayHaveReason,
        querystring: query,
        response: { 200: z.object({ holds: list(hold), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const { "x-audit-reason": reason } = request.headers;
      if (reason !== undefined) await recordedLookOfAuditor(api, request, reason);
      const { items, next } = await api.reads.audit.holds({ limit: size, after });
      return { holds: await holdsAt(api, items, { isNamed: reason !== undefined }), next_cursor: cursorText(next) };
    },
  );
}

/** @throws Problem for administrators: only auditors look. */
async function recordedLookOfAuditor(api: Api, request: FastifyRequest, reason: string): Promise<void> {
  await assertRole(api.auth, viewerOf(request).userId, ["auditor"]);
  await recordedLook(api, request, { at: "conversations", reason });
}

function place(server: ApiServer, api: Api): void {
  const { commands, people, places } = api;
  server.post(
    "/api/audit/holds",
    {
      config: { access: "auditor", problems: ["not_found", "conflict"] },
      schema: {
        summary: "Hold a conversation, or all of a person: nothing of it is erased while the hold stands",
        tags,
        headers: keyed,
        body,
        response: { 201: hold },
      },
    },
    async (request, reply) => {
      const { reason, ...on } = request.body;
      const outcome = done(
        await placeHold(commands, {
          actor: viewerOf(request).userId,
          subject: subjectOf(on),
          reason,
          ...keyOf({ headers: request.headers, asks: "hold", body: request.body }),
          correlationId: request.id,
        }),
        "reason",
      );
      await tellPlace(reply, places, outcome);
      const [event] = outcome.events;
      if (event?.type !== "HoldPlaced") throw new Error("A hold was placed, and there is no event of it.");
      const placed = { ...event.data, at: event.at };
      const named = await people(placed.userId === undefined ? [placed.by] : [placed.by, placed.userId]);
      return reply.code(201).send(holdJson({ placed, lifted: null }, { people: named, conversations: new Map() }));
    },
  );
}

function lift(server: ApiServer, { commands, places }: Api): void {
  server.delete(
    "/api/audit/holds/:id",
    {
      config: { access: "auditor" },
      schema: {
        summary: "Lift a hold",
        tags,
        params: z.strictObject({ id: z.uuid() }),
        body: liftBody,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id: holdId } = request.params;
      const actor = viewerOf(request).userId;
      const why = request.body ?? {};
      const outcome = done(await liftHold(commands, { actor, holdId, ...why, correlationId: request.id }), "reason");
      await tellPlace(reply, places, outcome);
      return reply.code(204).send();
    },
  );
}

interface On {
  readonly conversation_id?: ConversationId;
  readonly user_id?: UserId;
}

/** The schema has seen to it that one of them is there. */
function subjectOf({ conversation_id: conversationId, user_id: userId }: On): HoldSubject {
  if (conversationId !== undefined) return { conversationId };
  if (userId === undefined) throw new Error("A hold is on nothing.");
  return { userId };
}
