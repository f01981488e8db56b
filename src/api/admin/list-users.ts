import { z } from "zod";
import { listAccounts } from "../../auth/list-accounts.ts";
import { userId } from "../../domain/ids.ts";
import { foldUsername } from "../../domain/user/names.ts";
import { pageOf } from "../../projections/queries/page-of.ts";
import type { Api, ApiServer } from "../parts.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { account, accountJson } from "./account-json.ts";

/** So many are looked for by their display names; whoever finds more than that types more. */
const mostByName = 1_000;

const query = z.strictObject({
  query: z
    .string()
    .max(200)
    .default("")
    .describe("Part of a username or of an e-mail address, or beginnings of words of a display name."),
  limit: limit(50),
  cursor: cursor(z.strictObject({ username: z.string() })),
});

export function listUsers(server: ApiServer, { auth, reads }: Api): void {
  server.get(
    "/api/admin/users",
    {
      config: { access: "administrator", reads: ["users"] },
      schema: {
        summary: "All accounts, by username",
        tags: ["administration"],
        querystring: query,
        response: { 200: z.object({ users: list(account), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { query: text, limit: size, cursor: after } = request.query;
      const named = text === "" ? null : await reads.people.search({ text, limit: mostByName, after: null });
      const rows = await listAccounts(auth, {
        text,
        alsoIds: named?.items ?? [],
        after: after?.username ?? "",
        limit: size + 1,
      });
      const { items, next } = pageOf(rows, size, ({ username }) => ({ username: foldUsername(username) }));
      const people = await reads.people.named(items.map((each) => userId(each.userId)));
      return { users: items.map((each) => accountJson(each, people)), next_cursor: cursorText(next) };
    },
  );
}
