import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { member } from "../schemas/member.ts";
import { cursor, cursorRevision, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { membersPage } from "./members-page.ts";

const query = z.strictObject({
  limit: limit(50),
  cursor: cursor(z.strictObject({ revision: cursorRevision, userId: z.string() })),
});

export function listMembers(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/conversations/:id/members",
    {
      config: { access: "session", reads: ["members", "conversations", "users"] },
      schema: {
        summary: "Who is in it, in the order in which they came",
        tags: ["conversations"],
        params: ofConversation,
        querystring: query,
        response: { 200: z.object({ members: list(member), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { limit: size, cursor: after = null } = request.query;
      if (!(await reads.members.standing(viewerOf(request).userId, id))) throw notFound();
      const { members, next } = await membersPage(reads, { id, limit: size, after });
      return { members, next_cursor: cursorText(next) };
    },
  );
}
