import { z } from "zod";
import { cancelScheduled } from "../../commands/cancel-scheduled.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";
import { list } from "../schemas/described.ts";
import { ofConversation } from "../schemas/ids.ts";
import { nothing } from "../schemas/nothing.ts";
import { cursor, cursorText, cursorTime, limit, nextCursor } from "../schemas/page.ts";
import {
  ofScheduled,
  scheduled,
  scheduledJson,
  scheduledModels,
  scheduledNow,
  scheduledPath,
  scheduledTags,
} from "./scheduled-json.ts";
import { membershipModels } from "./view.ts";

const query = z.strictObject({
  limit: limit(30),
  cursor: cursor(z.strictObject({ sendAt: cursorTime, id: z.string() })),
});

export function listScheduled(server: ApiServer, { reads }: Api): void {
  server.get(
    scheduledPath,
    {
      config: { access: "session", reads: [...scheduledModels, ...membershipModels] },
      schema: {
        summary: "One's own messages that are sent later here, and what became of them; the latest first",
        tags: scheduledTags,
        params: ofConversation,
        querystring: query,
        response: { 200: z.object({ scheduled: list(scheduled), next_cursor: nextCursor }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { limit: size, cursor: after = null } = request.query;
      const viewer = viewerOf(request).userId;
      if (!(await reads.members.standing(viewer, id))) throw notFound();
      const { items, next } = await reads.scheduled.list(viewer, id, { limit: size, after });
      return { scheduled: items.map((row) => scheduledJson(row, id)), next_cursor: cursorText(next) };
    },
  );
}

export function getScheduled(server: ApiServer, api: Api): void {
  server.get(
    `${scheduledPath}/:scheduled_id`,
    {
      config: { access: "session", reads: [] },
      schema: {
        summary: "One of one's own messages that are sent later",
        tags: scheduledTags,
        params: ofScheduled,
        response: { 200: scheduled },
      },
    },
    async (request) => {
      const { id: conversationId, scheduled_id: id } = request.params;
      const viewer = viewerOf(request).userId;
      return scheduledJson(await scheduledNow(api, { viewer, conversationId, id }), conversationId);
    },
  );
}

/** Also by whoever may not read the conversation any more: the words are theirs. */
export function cancel(server: ApiServer, api: Api): void {
  server.delete(
    `${scheduledPath}/:scheduled_id`,
    {
      config: { access: "session", problems: ["conflict"] },
      schema: {
        summary: "Don't send it, as long as it waits",
        tags: scheduledTags,
        params: ofScheduled,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id: conversationId, scheduled_id: id } = request.params;
      const viewer = viewerOf(request).userId;
      await scheduledNow(api, { viewer, conversationId, id });
      const outcome = await cancelScheduled(api.commands, {
        actor: viewer,
        scheduledId: id,
        correlationId: request.id,
      });
      await tellPlace(reply, api.places, done(outcome));
      return reply.code(204).send();
    },
  );
}
