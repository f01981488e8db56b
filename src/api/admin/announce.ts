import { z } from "zod";
import { announce as announceIt } from "../../commands/announce.ts";
import { announcementProblem } from "../../domain/announcement/announce.ts";
import { announcement, announcementJson } from "../announcements/announcement-json.ts";
import { done, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { textField } from "../schemas/text-field.ts";

const body = z.strictObject({ text: textField(announcementProblem) });

export function announce(server: ApiServer, api: Api): void {
  const { commands, people, places } = api;
  server.post(
    "/api/admin/announcements",
    {
      config: { access: "administrator" },
      schema: {
        summary: "Tell everybody something, now and when they come",
        tags: ["administration"],
        headers: keyed,
        body,
        response: { 201: announcement },
      },
    },
    async (request, reply) => {
      const actor = viewerOf(request).userId;
      const outcome = done(
        await announceIt(commands, {
          actor,
          text: request.body.text,
          ...keyOf({ headers: request.headers, asks: "announcement", body: request.body }),
          correlationId: request.id,
        }),
        "text",
      );
      await tellPlace(reply, places, outcome);
      const [event] = outcome.events;
      if (event?.type !== "AnnouncementMade") throw new Error("An announcement was made, and there is no event of it.");
      const { announcementId: id, by, text } = event.data;
      const row = { id, by, text: text ?? "", madeAt: event.at };
      return reply.code(201).send(announcementJson(row, await people([by])));
    },
  );
}
