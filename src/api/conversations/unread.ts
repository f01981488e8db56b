import { z } from "zod";
import { markUnread } from "../../commands/mark-unread.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofConversation } from "../schemas/ids.ts";
import { ownStanding } from "./own-standing.ts";

const body = z.strictObject({ sequence: z.int().min(1).describe("The first line that is to be unread.") });

export function markAsUnread(server: ApiServer, api: Api): void {
  server.post(
    "/api/conversations/:id/unread",
    {
      config: { access: "session" },
      schema: {
        summary: "Mark as unread from a message on, for oneself; reading takes it away",
        tags: ["messages"],
        params: ofConversation,
        body,
        response: { 200: z.object({ unread_from: z.int().nullable() }) },
      },
    },
    async (request, reply) => {
      const who = { actor: viewerOf(request).userId, conversationId: request.params.id };
      const from = request.body.sequence;
      const outcome = await markUnread(api.commands, { ...who, from, correlationId: request.id });
      await tellPlace(reply, api.places, done(outcome, "sequence"));
      return { unread_from: (await ownStanding(api, who)).unreadFrom };
    },
  );
}
