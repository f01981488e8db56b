import { z } from "zod";
import { userJson } from "../../wire/people.ts";
import type { Api, ApiServer } from "../parts.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { user } from "../schemas/person.ts";

const query = z.strictObject({
  query: z.string().max(200).default("").describe("Beginnings of words of a display name, or of a username."),
  limit: limit(20),
  cursor: cursor(z.strictObject({ name: z.string(), userId: z.string() })),
});

export function searchUsers(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/users",
    {
      config: { access: "session", limit: "search", reads: ["users"] },
      schema: {
        summary: "People to talk to",
        tags: ["users"],
        querystring: query,
        response: { 200: z.object({ users: list(user), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { query: text, limit: size, cursor: after = null } = request.query;
      const { items, next } = await reads.people.search({ text, limit: size, after });
      const people = await reads.people.named(items);
      return { users: items.map((id) => userJson(people, id)), next_cursor: cursorText(next) };
    },
  );
}
