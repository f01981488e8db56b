import { z } from "zod";
import { startConversation } from "../../commands/start-conversation.ts";
import { historyVisibilities, kinds, visibilities } from "../../domain/conversation/events.ts";
import { maxFirstMembers } from "../../domain/conversation/start.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { conversation, descriptionField, incidentFields, nameField } from "../schemas/conversation.ts";
import { userIdField } from "../schemas/ids.ts";
import { kindOf } from "./kind.ts";
import { conversationFor, conversationModels } from "./view.ts";

const body = z.strictObject({
  member_ids: z.array(userIdField).max(maxFirstMembers).describe("Oneself may be named or not."),
  kind: z.enum(kinds).exactOptional().describe("Unless said: direct with one other member and no name, else a group."),
  is_group: z.boolean().exactOptional(),
  name: nameField.exactOptional(),
  visibility: z.enum(visibilities).exactOptional().describe("Only a room can be public."),
  description: descriptionField.exactOptional(),
  incident: incidentFields.exactOptional().describe("Of a room: it is dealt with here."),
  history_visibility: z
    .enum(historyVisibilities)
    .exactOptional()
    .describe("Whether whoever joins sees what was said before; it stays so. Whole unless said."),
});

export function createConversation(server: ApiServer, api: Api): void {
  server.post(
    "/api/conversations",
    {
      config: { access: "session" },
      schema: {
        summary: "Start a conversation; 200 where the direct one was there already",
        tags: ["conversations"],
        headers: keyed,
        body,
        response: { 200: conversation, 201: conversation },
      },
    },
    async (request, reply) => {
      const { member_ids: memberIds, name, visibility, description, incident } = request.body;
      const { history_visibility: historyVisibility } = request.body;
      const actor = viewerOf(request).userId;
      const { conversationId, outcome } = await startConversation(api.commands, {
        actor,
        kind: kindOf(request.body, actor),
        memberIds,
        ...(name !== undefined && { name }),
        ...(visibility && { visibility }),
        ...(description !== undefined && { description }),
        ...(incident && { incident }),
        ...(historyVisibility && { historyVisibility }),
        ...keyOf({ headers: request.headers, asks: "conversation", body: request.body }),
        correlationId: request.id,
      });
      const started = done(outcome, "member_ids");
      await tellPlaceShown(reply, { ...started, places: api.places, models: conversationModels });
      const status = started.events.length > 0 ? 201 : 200;
      return reply.code(status).send(await conversationFor(api, { viewer: actor, id: conversationId }));
    },
  );
}
