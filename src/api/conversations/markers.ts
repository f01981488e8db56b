import { z } from "zod";
import { findLine } from "../../commands/find-line.ts";
import { conversationStream, inboxStream } from "../../commands/streams.ts";
import { isMember } from "../../domain/conversation/access.ts";
import { locate, type ConversationId, type LineId, type UserId } from "../../domain/ids.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { invalidField, notFound } from "../problem.ts";
import { count } from "../schemas/described.ts";
import { messageIdField, ofConversation } from "../schemas/ids.ts";

const place = z.strictObject({ message_id: messageIdField.exactOptional(), sequence: count.exactOptional() });
const markers = z.object({ last_read_sequence: count, last_delivered_sequence: count });

const tags = ["messages"];

export function markRead(server: ApiServer, api: Api): void {
  mark(server, api, { path: "read", moves: "readTo" });
}

export function markDelivered(server: ApiServer, api: Api): void {
  mark(server, api, { path: "delivered", moves: "deliveredTo" });
}

interface Marker {
  readonly path: "read" | "delivered";
  readonly moves: "readTo" | "deliveredTo";
}

/** How far one has come: markers never go back. */
function mark(server: ApiServer, api: Api, { path, moves }: Marker): void {
  server.post(
    `/api/conversations/:id/${path}`,
    {
      config: { access: "session" },
      schema: {
        summary: `Mark as ${path}, up to a message; without a body up to the last`,
        tags,
        params: ofConversation,
        body: place.optional(),
        response: { 200: markers },
      },
    },
    async (request, reply) => {
      const who = { actor: viewerOf(request).userId, conversationId: request.params.id };
      const sequence = await sequenceOf(api, { ...who, ...request.body });
      const outcome = await api.commands.markers.advance({ ...who, [moves]: sequence, correlationId: request.id });
      await tellPlace(reply, api.places, done(outcome, "sequence"));
      return markersOf(api, who);
    },
  );
}

interface Who {
  readonly actor: UserId;
  readonly conversationId: ConversationId;
}

/** Whoever is no member is told so before anything about a message. */
async function sequenceOf(
  { commands }: Api,
  asked: Who & { readonly message_id?: LineId; readonly sequence?: number },
): Promise<number> {
  const { actor, conversationId, message_id: messageId, sequence } = asked;
  const { state } = await commands.conversations.current(conversationStream(conversationId));
  if (!isMember(state, actor)) throw notFound();
  if (messageId === undefined) return sequence ?? state.lastSequence;
  if (sequence !== undefined) throw invalidField("sequence", "Only one of message_id and sequence is taken.");
  const isHere = locate(messageId)?.conversationId === conversationId;
  const line = isHere ? await findLine(commands, messageId) : null;
  if (!line) throw invalidField("message_id", "There is no such message here.");
  return line.data.sequence;
}

async function markersOf({ commands }: Api, { actor, conversationId }: Who): Promise<z.output<typeof markers>> {
  const { state } = await commands.inboxes.known(inboxStream(conversationId, actor));
  return { last_read_sequence: state.readTo, last_delivered_sequence: state.deliveredTo };
}
