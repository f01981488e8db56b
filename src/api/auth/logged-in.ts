import { z } from "zod";
import type { Account } from "../../auth/accounts.ts";
import type { OpenedSession } from "../../auth/sessions.ts";
import { userId } from "../../domain/ids.ts";
import { userJson } from "../../wire/people.ts";
import type { Api } from "../parts.ts";
import { time } from "../schemas/described.ts";
import { user } from "../schemas/person.ts";

/** Longer than any field may be, and short enough to be looked at closely. */
export const field = z.string().max(1_000);

export const loggedIn = z.object({
  user,
  token: z.string().describe("For the header Authorization: Bearer. It is told this once."),
  expires_at: time.describe("Later, when it is used meanwhile."),
});

export async function loggedInJson(
  { people }: Pick<Api, "people">,
  { account, session }: { readonly account: Account; readonly session: OpenedSession },
): Promise<z.output<typeof loggedIn>> {
  const id = userId(account.userId);
  return {
    user: userJson(await people([id]), id),
    token: session.token,
    expires_at: session.expiresAt.toISOString(),
  };
}
