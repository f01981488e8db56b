import { z } from "zod";
import { foldEmail } from "../../auth/email.ts";
import { login as logIn } from "../../auth/login.ts";
import { tellPlace } from "../outcome.ts";
import type { Api, ApiServer } from "../parts.ts";
import { countPassword } from "../plugins/limits-of-passwords.ts";
import { setSessionCookie } from "../plugins/session.ts";
import { Problem } from "../problem.ts";
import { field, loggedIn, loggedInJson } from "./logged-in.ts";

const body = z.strictObject({ username: field.describe("The username, or the e-mail address."), password: field });

export function login(server: ApiServer, api: Api): void {
  const { auth, places, settings } = api;
  server.post(
    "/api/auth/login",
    {
      config: { access: "anyone", limit: "login", problems: ["unauthenticated"] },
      schema: {
        summary: "Log in: answers a token, and sets the cookie of the web client",
        tags: ["auth"],
        body,
        response: { 200: loggedIn },
      },
    },
    async (request, reply) => {
      const { username, password } = request.body;
      const named = ["login", foldEmail(username)];
      const opened = await countPassword(api, { account: named, isRight: (result) => result !== null }, () =>
        logIn(auth, { login: username, password, userAgent: request.headers["user-agent"] }),
      );
      if (!opened) throw new Problem("unauthenticated", "This name and this password do not go together.");
      await tellPlace(reply, places);
      setSessionCookie(request, reply, { publicUrl: settings.publicUrl, token: opened.session.token });
      return reply.send(await loggedInJson(api, opened));
    },
  );
}
