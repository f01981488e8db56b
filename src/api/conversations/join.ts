import { joinConversation } from "../../commands/join-conversation.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { conversation } from "../schemas/conversation.ts";
import { ofConversation } from "../schemas/ids.ts";
import { conversationFor, conversationModels } from "./view.ts";

export function join(server: ApiServer, api: Api): void {
  server.post(
    "/api/conversations/:id/join",
    {
      config: { access: "session" },
      schema: {
        summary: "Join a public room",
        tags: ["conversations"],
        params: ofConversation,
        headers: keyed,
        response: { 200: conversation },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const actor = viewerOf(request).userId;
      const outcome = await joinConversation(api.commands, {
        actor,
        conversationId: id,
        ...keyOf({ headers: request.headers, asks: "join", body: {} }),
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome), places: api.places, models: conversationModels });
      return conversationFor(api, { viewer: actor, id });
    },
  );
}
