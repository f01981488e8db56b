import { z } from "zod";
import { disabledAmong } from "../../auth/disabled-among.ts";
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

/** Whose account is disabled is nobody to talk to; so a page may be shorter than was asked. */
export function searchUsers(server: ApiServer, { reads, auth }: Api): void {
  server.get(
    "/api/users",
    {
      config: { access: "session", limit: "search", reads: ["users"] },
      schema: {
        summary: "People to talk to",
        description: "Nobody whose account is disabled; so a page may be shorter than was asked.",
        tags: ["users"],
        querystring: query,
        response: { 200: z.object({ users: list(user), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { query: text, limit: size, cursor: after = null } = request.query;
      const { items, next } = await reads.people.search({ text, limit: size, after });
      const [people, disabled] = await Promise.all([reads.people.named(items), disabledAmong(auth, items)]);
      const users = items.filter((id) => !disabled.has(id)).map((id) => userJson(people, id));
      return { users, next_cursor: cursorText(next) };
    },
  );
}
