import { z } from "zod";
import { resetPassword } from "../../auth/password-resets.ts";
import { requestReset } from "../../workers/email/request-reset.ts";
import { refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { nothing } from "../schemas/nothing.ts";
import { field } from "./logged-in.ts";

const body = z.union([
  z.strictObject({ email: field.describe("To ask for the mail.") }),
  z.strictObject({ token: field.describe("Of the link in the mail."), new: field.describe("8 to 256 characters.") }),
]);

/** For whoever has forgotten their password. Whether there is an account makes no difference to the answer. */
export function reset(server: ApiServer, { auth, places, sessions }: Api): void {
  server.post(
    "/api/auth/reset",
    {
      config: { access: "anyone", limit: "login", problems: ["forbidden"] },
      schema: {
        summary: "Ask for a mail by which to set a new password, or set it by the token in that mail, once",
        tags: ["auth"],
        body,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      if ("email" in request.body) await requestReset(auth.pool, request.body.email);
      else {
        const changed = await resetPassword(auth, request.body);
        if (changed.kind === "refused") throw refusal(changed);
        await sessions.ended(changed.endedSessions);
      }
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}
