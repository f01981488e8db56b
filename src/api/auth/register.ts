import { z } from "zod";
import { finishRegistration } from "../../auth/finish-registrations.ts";
import { register as makeAccount, type Registered } from "../../auth/register.ts";
import { isOutage } from "../../projections/outage.ts";
import { done, refusal, tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { setSessionCookie } from "../plugins/session.ts";
import { unavailable } from "../problem.ts";
import { field, loggedIn, loggedInJson } from "./logged-in.ts";

const body = z.strictObject({
  username: field.describe("3 to 32 of a–z, 0–9, dot, underscore and hyphen; the case does not count."),
  display_name: field.optional().describe("Absent: the username."),
  email: field,
  password: field.describe("8 to 256 characters."),
  invite: field.optional().describe("Where registration is by invitation."),
});

export function register(server: ApiServer, api: Api): void {
  const { auth, places, settings } = api;
  server.post(
    "/api/auth/register",
    {
      config: { access: "anyone", limit: "registration", problems: ["conflict"] },
      schema: { summary: "Make an account, and log in", tags: ["auth"], body, response: { 201: loggedIn } },
    },
    async (request, reply) => {
      const { username, display_name: displayName, email, password, invite } = request.body;
      const userAgent = request.headers["user-agent"];
      const registered = await makeAccount(auth, { username, displayName, email, password, invite, userAgent });
      if (registered.kind === "refused") throw refusal(registered);
      await tellPlace(reply, places, await toldToLog(api, registered));
      const { account, session } = registered;
      setSessionCookie(request, reply, { publicUrl: settings.publicUrl, token: session.token });
      return reply.code(201).send(await loggedInJson(api, { account, session }));
    },
  );
}

/** The account stands whatever happens here; where the log is away it is told later. */
async function toldToLog({ auth, commands }: Api, { account, displayName }: Registered) {
  try {
    return done(await finishRegistration(auth, commands, { ...account, displayName }));
  } catch (error) {
    if (isOutage(error)) throw unavailable("The account is made, and ready in a moment: log in then.");
    throw error;
  }
}
