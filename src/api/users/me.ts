import { z } from "zod";
import { changeProfile } from "../../commands/change-profile.ts";
import { locales, mailChoices } from "../../domain/user/events.ts";
import { displayNameProblem, tidyDisplayName } from "../../domain/user/names.ts";
import { timeZoneProblem } from "../../domain/user/time-zone.ts";
import { done, tellPlaceShown } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { textField } from "../schemas/text-field.ts";
import { me, meJson } from "./me-json.ts";

const changes = z.strictObject({
  display_name: textField((text) => displayNameProblem(tidyDisplayName(text))).exactOptional(),
  notify_email: z.enum(mailChoices).exactOptional(),
  locale: z.enum(locales).exactOptional(),
  time_zone: textField(timeZoneProblem).exactOptional().describe("A name of the IANA database: Europe/Warsaw."),
});

export function showMe(server: ApiServer, api: Api): void {
  server.get(
    "/api/users/me",
    {
      config: { access: "session", reads: ["users"], problems: ["not_found"] },
      schema: { summary: "Oneself", tags: ["users"], response: { 200: me } },
    },
    (request) => meJson(api, viewerOf(request)),
  );
}

export function changeMe(server: ApiServer, api: Api): void {
  server.patch(
    "/api/users/me",
    {
      config: { access: "session", problems: ["not_found"] },
      schema: { summary: "Change one's profile", tags: ["users"], body: changes, response: { 200: me } },
    },
    async (request, reply) => {
      const { display_name: displayName, notify_email: notifyEmail, locale, time_zone: timeZone } = request.body;
      const viewer = viewerOf(request);
      const outcome = await changeProfile(api.commands, {
        actor: viewer.userId,
        ...(displayName !== undefined && { displayName }),
        ...(notifyEmail && { notifyEmail }),
        ...(locale && { locale }),
        ...(timeZone !== undefined && { timeZone }),
        correlationId: request.id,
      });
      await tellPlaceShown(reply, { ...done(outcome), places: api.places, models: ["users"] });
      return meJson(api, viewer);
    },
  );
}
