import { findLine } from "../../commands/find-line.ts";
import { conversationStream, messageStream } from "../../commands/streams.ts";
import { mayReadLine } from "../../domain/conversation/access.ts";
import { locate, type LineId, type UserId } from "../../domain/ids.ts";
import type { Message } from "../../domain/message/message.ts";
import { saveMessage, unsaveMessage } from "../../kept/saved.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound, Problem } from "../problem.ts";
import { ofSavedMessage } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";

const path = "/api/saved/:message_id";
const tags = ["messages"];

export function save(server: ApiServer, api: Api): void {
  server.put(
    path,
    {
      config: { access: "session", problems: ["gone"] },
      schema: {
        summary: "Save a message for oneself, to find it again",
        tags,
        params: ofSavedMessage,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const [userId, messageId] = [viewerOf(request).userId, request.params.message_id];
      const message = await readable(api, userId, messageId);
      if (!message) throw notFound();
      if (message.deleted) throw new Problem("gone", "The message was deleted.");
      await saveMessage(api.auth.pool, { userId, messageId });
      await tellPlace(reply, api.places);
      return reply.code(204).send();
    },
  );
}

/** Also of what one may not read any more. */
export function unsave(server: ApiServer, api: Api): void {
  server.delete(
    path,
    {
      config: { access: "session" },
      schema: {
        summary: "Save a message no longer",
        tags,
        params: ofSavedMessage,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await unsaveMessage(api.auth.pool, {
        userId: viewerOf(request).userId,
        messageId: request.params.message_id,
      });
      await tellPlace(reply, api.places);
      return reply.code(204).send();
    },
  );
}

/** By the log, so that what was said just now can be saved. Null for what there is not, or not for them. */
async function readable({ commands }: Api, viewer: UserId, id: LineId): Promise<Message | null> {
  const place = locate(id);
  const line = place && (await findLine(commands, id));
  if (!line) return null;
  const { state } = await commands.conversations.current(conversationStream(place.conversationId));
  if (!mayReadLine(state, viewer, line.data.sequence)) return null;
  return (await commands.messages.current(messageStream(id))).state;
}
