import { z } from "zod";
import { isBlockedIn } from "../../commands/blocked-in.ts";
import { mayRead } from "../../domain/conversation/access.ts";
import { mayType } from "../../presence/may-type.ts";
import { userJson } from "../../wire/people.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound, Problem } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { user } from "../schemas/person.ts";
import { conversationNow } from "./conversation-now.ts";

const body = z.strictObject({ is_typing: z.boolean().default(true) }).optional();

const path = "/api/conversations/:id/typing";
const tags = ["conversations"];

/** So many are shown; more are "several". */
const most = 100;

/** Told to the others every 2 seconds at most, and for 3 seconds after the last time. */
export function type(server: ApiServer, { commands, auth, ephemera }: Api): void {
  server.post(
    path,
    {
      config: { access: "session", limit: "typing", isEphemeral: true },
      schema: {
        summary: "Say that one is typing, every 2 seconds, or that one is not any more",
        tags,
        params: ofConversation,
        body,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const conversationId = request.params.id;
      const asked = { actor: viewerOf(request).userId, at: auth.now().toISOString() };
      const conversation = await conversationNow(
        commands,
        conversationId,
        (state) => mayType(asked, state).kind === "happened",
      );
      const isBlocked = await isBlockedIn(commands, conversation, { actor: asked.actor, read: "known" });
      const decision = mayType({ ...asked, isBlocked }, conversation);
      if (decision.kind === "refused") throw new Problem(decision.refusal.code, decision.refusal.detail);
      const isTyping = request.body?.is_typing ?? true;
      ephemera.typing.says({ conversationId, userId: asked.actor, isTyping });
      return reply.code(204).send();
    },
  );
}

export function listTyping(server: ApiServer, { commands, people, ephemera }: Api): void {
  server.get(
    path,
    {
      config: { access: "session" },
      schema: {
        summary: `Who else is typing there, ${most} of them at most`,
        tags,
        params: ofConversation,
        response: { 200: z.object({ users: list(user) }) },
      },
    },
    async (request) => {
      const viewer = viewerOf(request).userId;
      const conversation = await conversationNow(commands, request.params.id, (state) => mayRead(state, viewer));
      if (!mayRead(conversation, viewer)) throw notFound();
      const typing = ephemera.typing.of(request.params.id).filter((id) => id !== viewer);
      const shown = typing.slice(0, most);
      const names = await people(shown);
      return { users: shown.map((id) => userJson(names, id)) };
    },
  );
}
