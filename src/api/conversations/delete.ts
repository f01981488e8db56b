import { deleteConversation } from "../../commands/delete-conversation.ts";
import { hideConversation } from "../../commands/hide-conversation.ts";
import { conversationStream } from "../../commands/streams.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofConversation } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { membershipModels } from "./view.ts";

export function removeConversation(server: ApiServer, { commands, places }: Api): void {
  server.delete(
    "/api/conversations/:id",
    {
      config: { access: "session" },
      schema: {
        summary: "Delete a group or room for all of its members, a direct conversation for oneself; the log keeps it",
        tags: ["conversations"],
        params: ofConversation,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id: conversationId } = request.params;
      const asked = { actor: viewerOf(request).userId, conversationId, correlationId: request.id };
      const { state } = await commands.conversations.known(conversationStream(conversationId));
      const told = // a kind is for ever
        state.kind === "direct"
          ? done(await hideConversation(commands, asked))
          : done(await deleteConversation(commands, asked));
      await tellPlaceShown(reply, { ...told, places, models: membershipModels });
      return reply.code(204).send();
    },
  );
}
