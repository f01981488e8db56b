import { z } from "zod";
import { changeMember as decide } from "../../commands/change-member.ts";
import { roles } from "../../domain/conversation/roles.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { ofMember } from "../schemas/ids.ts";
import { member, memberJson } from "../schemas/member.ts";
import { timeField } from "../schemas/time-field.ts";

const body = z.strictObject({
  role: z.enum(roles).exactOptional().describe("Below one's own; `owner` hands the conversation over."),
  muted_until: timeField.nullable().exactOptional().describe("Until then they may not write; null lifts it."),
});

export function changeMember(server: ApiServer, { commands, places, reads }: Api): void {
  server.patch(
    "/api/conversations/:id/members/:user_id",
    {
      config: { access: "session", problems: ["conflict"] },
      schema: {
        summary: "Give somebody a role, or mute them",
        tags: ["conversations"],
        params: ofMember,
        body,
        response: { 200: member },
      },
    },
    async (request, reply) => {
      const { id: conversationId, user_id: userId } = request.params;
      const { role, muted_until: mutedUntil } = request.body;
      const actor = viewerOf(request).userId;
      const outcome = await decide(commands, {
        actor,
        conversationId,
        userId,
        ...(role && { role }),
        ...(mutedUntil !== undefined && { mutedUntil }),
        correlationId: request.id,
      });
      const told = done(outcome, "muted_until");
      await tellPlaceShown(reply, { ...told, places, models: ["members", "conversations", "users"] });
      if (!(await reads.members.standing(actor, conversationId))) throw notFound();
      const [rows, people] = await Promise.all([
        reads.members.some(conversationId, [userId]),
        reads.people.named([userId]),
      ]);
      const [row] = rows;
      if (!row) throw notFound();
      return memberJson(row, people);
    },
  );
}
