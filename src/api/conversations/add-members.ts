import { z } from "zod";
import { addMembers as add } from "../../commands/add-members.ts";
import { maxAddedAtOnce } from "../../domain/conversation/add-members.ts";
import { roles } from "../../domain/conversation/roles.ts";
import type { ReadModel } from "../../projections/reads/read-models.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { ofConversation, userIdField } from "../schemas/ids.ts";
import { member, memberJson } from "../schemas/member.ts";
import { nextCursor } from "../schemas/page.ts";

const body = z.strictObject({
  user_ids: z.array(userIdField).min(1).max(maxAddedAtOnce),
  role: z.enum(roles).exactOptional().describe("Member unless said; below one's own."),
});

const models: readonly ReadModel[] = ["members", "conversations", "users"];
const added = z.object({ members: list(member), next_cursor: nextCursor });

export function addMembers(server: ApiServer, api: Api): void {
  const { commands, places, reads } = api;
  server.post(
    "/api/conversations/:id/members",
    {
      config: { access: "session" },
      schema: {
        summary: "Add people; 200 where all were members already",
        tags: ["conversations"],
        params: ofConversation,
        headers: keyed,
        body,
        response: { 200: added, 201: added },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { user_ids: userIds, role } = request.body;
      const actor = viewerOf(request).userId;
      const outcome = await add(commands, {
        actor,
        conversationId: id,
        userIds,
        ...(role && { role }),
        ...keyOf({ headers: request.headers, asks: "members", body: request.body }),
        correlationId: request.id,
      });
      const told = done(outcome, "user_ids");
      await tellPlaceShown(reply, { ...told, places, models });
      if (!(await reads.members.standing(actor, id))) throw notFound();
      const [rows, people] = await Promise.all([reads.members.some(id, userIds), reads.people.named(userIds)]);
      const members = rows.map((row) => memberJson(row, people));
      return reply.code(told.events.length > 0 ? 201 : 200).send({ members, next_cursor: null });
    },
  );
}
