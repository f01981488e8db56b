import { z } from "zod";
import { react, takeBackReactions } from "../../commands/react.ts";
import { messageStream } from "../../commands/streams.ts";
import type { LineId, UserId } from "../../domain/ids.ts";
import { reactionsOf } from "../../domain/message/line-now.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { list } from "../schemas/described.ts";
import { ofMessage, ofReaction } from "../schemas/ids.ts";
import { reaction, type MyReactionJson } from "../schemas/message.ts";
import { sentLine } from "./versions.ts";
import { myReaction } from "./view.ts";

const body = z.strictObject({ emoji: z.string().min(1).max(100) });
const reactions = z.object({ reactions: list(reaction) });

export function addReactions(server: ApiServer, api: Api): void {
  addReaction(server, api);
  removeReaction(server, api);
  removeReactions(server, api);
}

function addReaction(server: ApiServer, api: Api): void {
  server.post(
    "/api/messages/:id/reactions",
    {
      config: { access: "session", limit: "reaction", problems: ["conflict", "gone"] },
      schema: {
        summary: "React to a message",
        tags: ["messages"],
        params: ofMessage,
        headers: keyed,
        body,
        response: { 201: reactions },
      },
    },
    async (request, reply) => {
      const on = { actor: viewerOf(request).userId, messageId: request.params.id };
      const outcome = await react(api.commands, {
        ...on,
        emoji: request.body.emoji,
        allowed: api.settings.reactions,
        ...keyOf({ headers: request.headers, asks: "reaction", body: request.body }),
        correlationId: request.id,
      });
      const given = done(outcome, "emoji");
      // A key outlives a membership: what others gave is shown to whoever may read the message now.
      if (given.isReplay) await sentLine(api, on.messageId, on.actor);
      await tellPlace(reply, api.places, given);
      return reply.code(201).send(await reactionsNow(api, on));
    },
  );
}

function removeReaction(server: ApiServer, api: Api): void {
  server.delete(
    "/api/messages/:id/reactions/:emoji",
    {
      config: { access: "session", limit: "reaction", problems: ["gone"] },
      schema: {
        summary: "Take back one of one's reactions",
        tags: ["messages"],
        params: ofReaction,
        response: { 200: reactions },
      },
    },
    async (request, reply) => {
      const { id: messageId, emoji } = request.params;
      const on = { actor: viewerOf(request).userId, messageId };
      const outcome = await takeBackReactions(api.commands, { ...on, emoji, correlationId: request.id });
      await tellPlace(reply, api.places, done(outcome));
      return reactionsNow(api, on);
    },
  );
}

function removeReactions(server: ApiServer, api: Api): void {
  server.delete(
    "/api/messages/:id/reactions",
    {
      config: { access: "session", limit: "reaction", problems: ["gone"] },
      schema: {
        summary: "Take back all of one's reactions",
        tags: ["messages"],
        params: ofMessage,
        response: { 200: reactions },
      },
    },
    async (request, reply) => {
      const on = { actor: viewerOf(request).userId, messageId: request.params.id };
      const outcome = await takeBackReactions(api.commands, { ...on, correlationId: request.id });
      await tellPlace(reply, api.places, done(outcome));
      return reactionsNow(api, on);
    },
  );
}

interface On {
  readonly actor: UserId;
  readonly messageId: LineId;
}

/** Of a message that was just decided on: what is kept of it here is as new as that. */
async function reactionsNow(
  { commands }: Api,
  { actor, messageId }: On,
): Promise<{ reactions: readonly MyReactionJson[] }> {
  const { state } = await commands.messages.known(messageStream(messageId));
  return { reactions: reactionsOf(state, actor).map(myReaction) };
}
