import { z } from "zod";
import { createAccount, type AccountCreated } from "../../auth/create-account.ts";
import { finishRegistration } from "../../auth/finish-registrations.ts";
import { userId } from "../../domain/ids.ts";
import { isOutage } from "../../projections/outage.ts";
import { field } from "../auth/logged-in.ts";
import { done, refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { keyed, keyOf } from "../plugins/idempotency.ts";
import { viewerOf } from "../plugins/session.ts";
import { unavailable } from "../problem.ts";
import { account, accountNow } from "./account-json.ts";

const body = z.strictObject({
  username: field.describe("3 to 32 of a–z, 0–9, dot, underscore and hyphen; the case does not count."),
  display_name: field.exactOptional().describe("Absent: the username."),
  email: field.describe("By which a password is chosen: the account has none at first."),
});

export function createUser(server: ApiServer, api: Api): void {
  const { auth, places } = api;
  server.post(
    "/api/admin/users",
    {
      config: { access: "administrator" },
      schema: {
        summary: "Make an account for somebody, whatever the registration is set to",
        tags: ["administration"],
        headers: keyed,
        body,
        response: { 201: account },
      },
    },
    async (request, reply) => {
      const { username, display_name: displayName, email } = request.body;
      const created = await createAccount(auth, {
        by: viewerOf(request).userId,
        username,
        displayName,
        email,
        ...keyOf({ headers: request.headers, asks: "user", body: request.body }),
      });
      if (created.kind === "refused") throw refusal(created);
      const { events } = await toldToLog(api, created);
      await tellPlace(reply, places, { events, isReplay: created.isReplay });
      return reply.code(201).send(await accountNow(api, userId(created.account.userId)));
    },
  );
}

/** The account stands whatever happens here; where the log is away it is told later. */
async function toldToLog({ auth, commands }: Api, { account: made, displayName }: AccountCreated) {
  try {
    return done(await finishRegistration(auth, commands, { ...made, displayName }));
  } catch (error) {
    if (isOutage(error)) throw unavailable("The account is made, and will show in a moment.");
    throw error;
  }
}
