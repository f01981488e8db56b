import { z } from "zod";
import { findLine } from "../../commands/find-line.ts";
import { versionsOf } from "../../commands/message-versions.ts";
import { conversationStream } from "../../commands/streams.ts";
import { mayReadLine } from "../../domain/conversation/access.ts";
import { lineOf, type Line } from "../../domain/conversation/line.ts";
import { locate, type LineId, type UserId } from "../../domain/ids.ts";
import { shownWords } from "../../wire/message.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list, time } from "../schemas/described.ts";
import { ofMessage } from "../schemas/ids.ts";
import { cursor, cursorRevision, cursorText, limit, nextCursor } from "../schemas/page.ts";

const query = z.strictObject({
  limit: limit(50),
  cursor: cursor(z.strictObject({ from: cursorRevision.min(1) })),
});

const version = z.object({
  content: z.string(),
  content_type: z.enum(["text", "html"]),
  edited_at: time.describe("From when on it said so; of the first one when it was sent."),
});

/** By the log, so that what was edited a moment ago is there. */
export function listVersions(server: ApiServer, api: Api): void {
  server.get(
    "/api/messages/:id/history",
    {
      config: { access: "session", limit: "history", reads: [] },
      schema: {
        summary: "What a message said, from the first to now; of a deleted one nothing",
        tags: ["messages"],
        params: ofMessage,
        querystring: query,
        response: { 200: z.object({ versions: list(version), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { limit: size, cursor: after } = request.query;
      const line = await sentLine(api, request.params.id, viewerOf(request).userId);
      const { versions, next } = await versionsOf(api.commands, line, { from: after?.from ?? 0, limit: size });
      return {
        versions: versions.map((each) => ({ ...shownWords(each), edited_at: each.at })),
        next_cursor: cursorText(next === null ? null : { from: next }),
      };
    },
  );
}

/** As it was sent. @throws Problem where there is none that they may read. */
export async function sentLine({ commands }: Api, id: LineId, viewer: UserId): Promise<Line> {
  const place = locate(id);
  const event = place && (await findLine(commands, id));
  const conversation = place && (await commands.conversations.current(conversationStream(place.conversationId)));
  if (!event || !conversation || !mayReadLine(conversation.state, viewer, event.data.sequence)) throw notFound();
  return lineOf(place.conversationId, event);
}
