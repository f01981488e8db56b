import { z } from "zod";
import { userJson } from "../../wire/people.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorPosition, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { user } from "../schemas/person.ts";

const query = z.strictObject({
  limit: limit(50),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

export function listBlocks(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/users/me/blocks",
    {
      config: { access: "session", reads: ["users"] },
      schema: {
        summary: "Whose direct messages one does not take, the last one blocked first",
        tags: ["users"],
        querystring: query,
        response: { 200: z.object({ users: list(user), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const { items, next } = await reads.people.blockedBy(viewerOf(request).userId, { limit: size, after });
      const people = await reads.people.named(items);
      return { users: items.map((id) => userJson(people, id)), next_cursor: cursorText(next) };
    },
  );
}
