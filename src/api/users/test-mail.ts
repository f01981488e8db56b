import { z } from "zod";
import { accountOf } from "../../auth/accounts.ts";
import { requestTestMail } from "../../workers/email/request-test-mail.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { viewerOf } from "../plugins/session.ts";
import { notFound } from "../problem.ts";

const answer = z.object({ email: z.string().describe("Where the mail goes.") });

/** Of notification settings: that mails come can be tried out. */
export function testMail(server: ApiServer, { auth, places }: Api): void {
  server.post(
    "/api/users/me/test-mail",
    {
      config: { access: "session", problems: ["not_found"] },
      schema: {
        summary: "Have a mail sent to one's own address, one a minute at most",
        tags: ["users"],
        response: { 202: answer },
      },
    },
    async (request, reply) => {
      const { userId } = viewerOf(request);
      const email = (await accountOf(auth, userId))?.email ?? null;
      if (email === null) throw notFound();
      await requestTestMail(auth.pool, userId);
      await tellPlace(reply, places);
      return reply.code(202).send({ email });
    },
  );
}
