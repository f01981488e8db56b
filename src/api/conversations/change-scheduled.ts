import { z } from "zod";
import { changeScheduled as change } from "../../commands/change-scheduled.ts";
import { locate, lineId, userId } from "../../domain/ids.ts";
import { messageFields, messageIn } from "../messages/send.ts";
import { wordsFields } from "../messages/words.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { scheduledFieldOf, sendAtField } from "./schedule.ts";
import {
  ofScheduled,
  scheduled,
  scheduledJson,
  scheduledNow,
  scheduledPath,
  scheduledTags,
  type ScheduledJson,
} from "./scheduled-json.ts";

const body = z.strictObject({
  ...messageFields,
  content: wordsFields.content.optional(),
  data: messageFields.data.unwrap().nullable().optional(),
  reply_to_id: messageFields.reply_to_id.unwrap().nullable().optional(),
  send_at: sendAtField.optional(),
});

export function changeScheduled(server: ApiServer, api: Api): void {
  server.patch(
    `${scheduledPath}/:scheduled_id`,
    {
      config: { access: "session", problems: ["conflict", "gone"] },
      schema: {
        summary: "Change what is sent later, or when, as long as it waits; what is absent stays",
        tags: scheduledTags,
        params: ofScheduled,
        body,
        response: { 200: scheduled },
      },
    },
    async (request, reply) => {
      const { id: conversationId, scheduled_id: id } = request.params;
      const viewer = viewerOf(request).userId;
      const before = scheduledJson(await scheduledNow(api, { viewer, conversationId, id }), conversationId);
      const outcome = await change(api.commands, {
        actor: viewer,
        conversationId,
        scheduledId: id,
        ...(await messageIn(merged(before, request.body))),
        sendAt: request.body.send_at ?? before.send_at,
        correlationId: request.id,
      });
      const field = outcome.kind === "refused" ? scheduledFieldOf(outcome.refusal) : undefined;
      await tellPlace(reply, api.places, done(outcome, field));
      return scheduledJson(await scheduledNow(api, { viewer, conversationId, id }), conversationId);
    },
  );
}

/** The whole message, with what is given in place of what was. */
function merged(before: ScheduledJson, given: z.output<typeof body>): Parameters<typeof messageIn>[0] {
  const { data = before.data, reply_to_id: replyTo = placeOf(before.reply_to_id) } = given;
  return {
    content: given.content ?? before.content,
    content_type: given.content_type ?? before.content_type,
    mentions: given.mentions ?? before.mentions.map((mentioned) => userId(mentioned)),
    mentions_all: given.mentions_all ?? before.mentions_all,
    message_type: given.message_type ?? before.message_type,
    ...(data && { data }),
    ...(replyTo && { reply_to_id: replyTo }),
  };
}

function placeOf(id: string | null) {
  const place = id === null ? null : locate(id);
  return place && lineId(place);
}
