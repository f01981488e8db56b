import { blockUser } from "../../commands/block-user.ts";
import { unblockUser } from "../../commands/unblock-user.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { ofUser } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";

const tags = ["users"];

export function block(server: ApiServer, { commands, places }: Api): void {
  server.post(
    "/api/users/:id/block",
    {
      config: { access: "session", problems: ["conflict"] },
      schema: {
        summary: "Take no direct messages from this person any more; nobody is told",
        tags,
        params: ofUser,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const outcome = await blockUser(commands, {
        actor: viewerOf(request).userId,
        userId: request.params.id,
        correlationId: request.id,
      });
      await tellPlace(reply, places, done(outcome, "id"));
      return reply.code(204).send();
    },
  );
}

export function unblock(server: ApiServer, { commands, places }: Api): void {
  server.delete(
    "/api/users/:id/block",
    {
      config: { access: "session" },
      schema: { summary: "Take their direct messages again", tags, params: ofUser, response: { 204: nothing } },
    },
    async (request, reply) => {
      const outcome = await unblockUser(commands, {
        actor: viewerOf(request).userId,
        userId: request.params.id,
        correlationId: request.id,
      });
      await tellPlace(reply, places, done(outcome));
      return reply.code(204).send();
    },
  );
}
