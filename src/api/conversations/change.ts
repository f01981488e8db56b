import { z } from "zod";
import { changeConversation } from "../../commands/change-conversation.ts";
import { visibilities } from "../../domain/conversation/events.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { conversation, descriptionField, incidentFields, nameField } from "../schemas/conversation.ts";
import { ofConversation } from "../schemas/ids.ts";
import { conversationFor, conversationModels } from "./view.ts";

const body = z.strictObject({
  name: nameField.exactOptional().describe("What is empty is taken away."),
  description: descriptionField.exactOptional(),
  visibility: z.enum(visibilities).exactOptional().describe("Of a room."),
  incident: incidentFields.exactOptional().describe("What is absent stays as it is."),
});

export function change(server: ApiServer, api: Api): void {
  server.patch(
    "/api/conversations/:id",
    {
      config: { access: "session" },
      schema: {
        summary: "Change name, description, who may see it, its incident: all of it or nothing",
        tags: ["conversations"],
        params: ofConversation,
        body,
        response: { 200: conversation },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const actor = viewerOf(request).userId;
      const outcome = await changeConversation(api.commands, {
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
