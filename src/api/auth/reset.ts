import { z } from "zod";
import { resetPassword } from "../../auth/password-resets.ts";
import { requestReset } from "../../workers/email/request-reset.ts";
import { refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { invalidField } from "../problem.ts";
import { nothing } from "../schemas/nothing.ts";
import { field } from "./logged-in.ts";

const body = z.strictObject({
  email: field.optional().describe("To ask for the mail; then nothing else."),
  token: field.optional().describe("Of the link in the mail, with the new password."),
  new: field.optional().describe("8 to 256 characters."),
});

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
      const { email, token, new: chosen } = request.body;
      if (email !== undefined && token === undefined && chosen === undefined)
        await requestReset(auth.pool, email, request.id);
      else if (token === undefined || email !== undefined)
        throw invalidField("email", "Either the e-mail stands alone, or the token with the new password.");
      else if (chosen === undefined) throw invalidField("new", "The new password is missing.");
      else {
        const changed = await resetPassword(auth, { token, new: chosen });
        if (changed.kind === "refused") throw refusal(changed);
        await sessions.ended(changed.endedSessions);
      }
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}
