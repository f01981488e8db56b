import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { invalidField, notFound } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { conversationIdField } from "../schemas/ids.ts";
import { limit } from "../schemas/page.ts";
import type { Since } from "../../wire/since.ts";

const query = z.strictObject({
  after: z.string().min(1).max(100).describe("A position, a stream's id, or a time (ISO 8601)."),
  conversation_id: conversationIdField.optional(),
  limit: limit(100),
});

const told = z.object({
  events: list(z.object({ event: z.string(), id: z.string(), data: z.looseObject({}).readonly() })),
  position: z.string().describe("After the last of these: what to ask for next."),
  has_more: z.boolean(),
});

/** For those who can hold no stream open. */
export function sync(server: ApiServer, { reads, streams }: Api): void {
  server.get(
    "/api/sync",
    {
      config: {
        access: "session",
        reads: ["timeline", "lines", "members", "conversations", "users"],
        problems: ["not_found"],
      },
      schema: {
        summary: "What the stream would have told since then; an event `reset` says to load afresh",
        tags: ["messages"],
        querystring: query,
        response: { 200: told },
      },
    },
    async (request) => {
      const { after, conversation_id: conversationId, limit: size } = request.query;
      const { userId } = viewerOf(request);
      if (conversationId && !(await reads.members.standing(userId, conversationId))) throw notFound();
      return answerOf(await streams.since({ userId, after, conversationId, limit: size }));
    },
  );
}

function answerOf(since: Since): z.output<typeof told> {
  switch (since.kind) {
    case "malformed":
      throw invalidField("after", "This is neither a position nor a stream's id nor a time.");
    case "reset": {
      const { reason, position } = since;
      const reset = { event: "reset", id: position, data: { event: "reset", reason, position } };
      return { events: [reset], position, has_more: false };
    }
    case "events": {
      const events = since.events.map(({ event, id, data }) => ({ event, id, data: { ...data } }));
      return { events, position: since.position, has_more: since.hasMore };
    }
  }
}
