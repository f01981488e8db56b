import { z } from "zod";
import { changePassword } from "../../auth/change-password.ts";
import { refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { countPassword } from "../plugins/limits-of-passwords.ts";
import { viewerOf } from "../plugins/session.ts";
import { nothing } from "../schemas/nothing.ts";
import { field } from "./logged-in.ts";

const body = z.strictObject({ current: field, new: field.describe("8 to 256 characters.") });

export function password(server: ApiServer, api: Api): void {
  const { auth, places } = api;
  server.post(
    "/api/auth/password",
    {
      config: { access: "session" },
      schema: {
        summary: "Change one's password; all other sessions end",
        tags: ["auth"],
        body,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { userId, sessionId } = viewerOf(request);
      const isRight = (result: Awaited<ReturnType<typeof changePassword>>): boolean =>
        result.kind !== "refused" || result.path !== "current";
      const changed = await countPassword(api, { account: ["user", userId], isRight }, () =>
        changePassword(auth, { userId, sessionId, ...request.body }),
      );
      if (changed.kind === "refused") throw refusal(changed);
      await api.sessions.ended(changed.endedSessions);
      await tellPlace(reply, places);
      return reply.code(204).send();
    },
  );
}
