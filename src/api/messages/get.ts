import { locate } from "../../domain/ids.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { ofMessage } from "../schemas/ids.ts";
import { message } from "../schemas/message.ts";
import { messagesOf } from "./view.ts";

export function getMessage(server: ApiServer, api: Api): void {
  server.get(
    "/api/messages/:id",
    {
      config: { access: "session", reads: ["lines", "members", "conversations", "users"] },
      schema: { summary: "One message", tags: ["messages"], params: ofMessage, response: { 200: message } },
    },
    async (request) => {
      const { id } = request.params;
      const place = locate(id);
      const standing = place && (await api.reads.members.standing(viewerOf(request).userId, place.conversationId));
      const [line] = standing ? await api.reads.lines.some([id]) : [];
      const [found] = line ? await messagesOf(api, [line]) : [];
      if (!found) throw notFound();
      return found;
    },
  );
}
