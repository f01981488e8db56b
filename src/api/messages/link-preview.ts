import { removePreview } from "../../commands/remove-preview.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofMessage } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";

export function removeLinkPreview(server: ApiServer, api: Api): void {
  server.delete(
    "/api/messages/:id/link-preview",
    {
      config: { access: "session", problems: ["gone"] },
      schema: {
        summary: "Remove the link preview of one's own message; none comes back",
        tags: ["messages"],
        params: ofMessage,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const outcome = await removePreview(api.commands, {
        actor: viewerOf(request).userId,
        messageId: request.params.id,
        correlationId: request.id,
      });
      await tellPlace(reply, api.places, done(outcome));
      return reply.code(204).send();
    },
  );
}
