import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { list } from "../schemas/described.ts";
import { cursor, cursorPosition, cursorText, limit, nextCursor } from "../schemas/page.ts";
import { announcement, announcementJson } from "./announcement-json.ts";

const query = z.strictObject({
  limit: limit(20),
  cursor: cursor(z.strictObject({ position: cursorPosition })),
});

export function listAnnouncements(server: ApiServer, { reads }: Api): void {
  server.get(
    "/api/announcements",
    {
      config: { access: "session", reads: ["announcements", "users"] },
      schema: {
        summary: "What was announced and one has not dismissed, the newest first",
        tags: ["announcements"],
        querystring: query,
        response: { 200: z.object({ announcements: list(announcement), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after = null } = request.query;
      const { items, next } = await reads.announcements.undismissed(viewerOf(request).userId, { limit: size, after });
      const people = await reads.people.named(items.map(({ by }) => by));
      return { announcements: items.map((each) => announcementJson(each, people)), next_cursor: cursorText(next) };
    },
  );
}
