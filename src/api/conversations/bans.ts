import { z } from "zod";
import { banPerson } from "../../commands/ban-person.ts";
import { unbanPerson } from "../../commands/unban-person.ts";
import { reasonProblem } from "../../domain/conversation/ban-person.ts";
import { rightsOf } from "../../domain/conversation/roles.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound, Problem } from "../problem.ts";
import { ban, banJson } from "../schemas/ban.ts";
import { list } from "../schemas/described.ts";
import { ofConversation, ofMember } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { cursor, cursorRevision, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { textField } from "../schemas/text-field.ts";
import { membershipModels } from "./view.ts";

const body = z.strictObject({ reason: textField(reasonProblem).exactOptional() });
const query = z.strictObject({ limit: limit(50), cursor: cursor(z.strictObject({ revision: cursorRevision })) });
const tags = ["conversations"];

export function listBans(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/conversations/:id/bans",
    {
      config: { access: "session", reads: ["members", "conversations", "users"], problems: ["forbidden"] },
      schema: {
        summary: "Who is banned, the latest first; for those who may ban",
        tags,
        params: ofConversation,
        querystring: query,
        response: { 200: z.object({ bans: list(ban), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { limit: size, cursor: after = null } = request.query;
      const standing = await reads.members.standing(viewerOf(request).userId, id);
      if (!standing) throw notFound();
      const mayModerate = standing.role !== null && standing.kind !== "direct" && rightsOf[standing.role].moderates;
      if (!mayModerate) throw new Problem("forbidden", "Moderators see who is banned.");
      const { items, next } = await reads.members.bans(id, { limit: size, after });
      const people = await reads.people.named([...new Set(items.flatMap((row) => [row.userId, row.bannedBy]))]);
      return { bans: items.map((row) => banJson(row, people)), next_cursor: cursorText(next) };
    },
  );
}

export function banSomebody(server: ApiServer, { commands, places }: Api): void {
  server.put(
    "/api/conversations/:id/bans/:user_id",
    {
      config: { access: "session" },
      schema: {
        summary: "Ban somebody, member or not: it ends membership",
        tags,
        params: ofMember,
        body: body.optional(),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id: conversationId, user_id: userId } = request.params;
      const who = { actor: viewerOf(request).userId, conversationId, userId };
      const outcome = await banPerson(commands, { ...who, ...request.body, correlationId: request.id });
      await tellPlaceShown(reply, { ...done(outcome, "reason"), places, models: membershipModels });
      return reply.code(204).send();
    },
  );
}

export function liftBan(server: ApiServer, { commands, places }: Api): void {
  server.delete(
    "/api/conversations/:id/bans/:user_id",
    {
      config: { access: "session" },
      schema: { summary: "Let somebody come back", tags, params: ofMember, response: { 204: nothing } },
    },
    async (request, reply) => {
      const { id: conversationId, user_id: userId } = request.params;
      const who = { actor: viewerOf(request).userId, conversationId, userId };
      const outcome = await unbanPerson(commands, { ...who, correlationId: request.id });
      await tellPlaceShown(reply, { ...done(outcome), places, models: membershipModels });
      return reply.code(204).send();
    },
  );
}
