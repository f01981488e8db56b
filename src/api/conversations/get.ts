import { z } from "zod";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { conversation } from "../schemas/conversation.ts";
import { list } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { member } from "../schemas/member.ts";
import { membersPage } from "./members-page.ts";
import { conversationFor, conversationModels } from "./view.ts";

const shownMembers = 100;

export function getConversation(server: ApiServer, api: Api): void {
  server.get(
    "/api/conversations/:id",
    {
      config: { access: "session", reads: conversationModels },
      schema: {
        summary: "A conversation, with the first 100 of its members",
        tags: ["conversations"],
        params: ofConversation,
        response: { 200: z.intersection(conversation, z.object({ members: list(member) })) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const found = await conversationFor(api, { viewer: viewerOf(request).userId, id });
      const { members } = await membersPage(api.reads, { id, limit: shownMembers, after: null });
      return { ...found, members };
    },
  );
}
