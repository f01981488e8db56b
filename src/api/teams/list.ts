import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { team, teamJson, teamModels } from "./team-json.ts";

const query = z.strictObject({
  limit: limit(50),
  cursor: cursor(z.strictObject({ name: z.string(), id: z.string() })),
});

export function listTeams(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/teams",
    {
      config: { access: "session", reads: teamModels },
      schema: {
        summary: "Teams that can be mentioned, by name",
        tags: ["teams"],
        querystring: query,
        response: { 200: z.object({ teams: list(team), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const { items, next } = await reads.teams.list({ limit: size, after });
      return { teams: items.map(teamJson), next_cursor: cursorText(next) };
    },
  );
}
