import { z } from "zod";
import { changeInboxSettings } from "../../commands/change-inbox-settings.ts";
import { notifyLevels } from "../../domain/inbox/events.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofConversation } from "../schemas/ids.ts";
import { ownStanding } from "./own-standing.ts";

const muted = z.boolean().describe("No mail, no push, no sound; an archived conversation stays archived.");
const archived = z.boolean().describe("Not in the list until a message comes, unless it is muted.");
const notify = z.enum(notifyLevels);

const body = z.strictObject({
  is_muted: muted.exactOptional(),
  is_archived: archived.exactOptional(),
  notify: notify.exactOptional(),
});

export function changeSettings(server: ApiServer, api: Api): void {
  server.patch(
    "/api/conversations/:id/settings",
    {
      config: { access: "session" },
      schema: {
        summary: "Change one's own settings of a conversation; what is absent stays",
        tags: ["conversations"],
        params: ofConversation,
        body,
        response: { 200: z.object({ is_muted: muted, is_archived: archived, notify }) },
      },
    },
    async (request, reply) => {
      const who = { actor: viewerOf(request).userId, conversationId: request.params.id };
      const { is_muted: isMuted, is_archived: isArchived, notify: level } = request.body;
      const outcome = await changeInboxSettings(api.commands, {
        ...who,
        ...(isMuted !== undefined && { isMuted }),
        ...(isArchived !== undefined && { isArchived }),
        ...(level !== undefined && { notify: level }),
        correlationId: request.id,
      });
      await tellPlace(reply, api.places, done(outcome));
      const now = await ownStanding(api, who);
      return { is_muted: now.isMuted, is_archived: now.isArchived, notify: now.notify };
    },
  );
}
