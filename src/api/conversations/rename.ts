import { z } from "zod";
import { renameConversation } from "../../commands/rename-conversation.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { conversation, descriptionField, nameField } from "../schemas/conversation.ts";
import { ofConversation } from "../schemas/ids.ts";
import { conversationFor, conversationModels } from "./view.ts";

const body = z.strictObject({
  name: nameField.exactOptional().describe("What is empty is taken away."),
  description: descriptionField.exactOptional(),
});

export function rename(server: ApiServer, api: Api): void {
  server.patch(
    "/api/conversations/:id",
    {
      config: { access: "session" },
      schema: {
        summary: "Change name and description",
        tags: ["conversations"],
        params: ofConversation,
        body,
        response: { 200: conversation },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const actor = viewerOf(request).userId;
      const outcome = await renameConversation(api.commands, {
        actor,
        conversationId: id,
        ...request.body,
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome), places: api.places, models: conversationModels });
      return conversationFor(api, { viewer: actor, id });
    },
  );
}
