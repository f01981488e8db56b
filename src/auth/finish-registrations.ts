import type { CommandContext } from "../commands/context.ts";
import type { Outcome } from "../commands/deciding/command.ts";
import { registerUser } from "../commands/register-user.ts";
import type { UserEvent } from "../domain/user/events.ts";
import { userId } from "../domain/ids.ts";
import type { Auth } from "./auth.ts";
import { finishEach } from "./finish-each.ts";
import { listUnregistered, markRegistered, type Unregistered } from "./registered-in-log.ts";

type NewAccount = Omit<Unregistered, "createdAt">;

/**
 * Tells the log of an account that was made; saying so twice does no harm. A refusal is a fault of ours: accounts go by
 * the rules that the log goes by. @throws StoreUnavailable, and whatever the database throws.
 */
export async function finishRegistration(
  auth: Auth,
  commands: CommandContext,
  { userId: id, username, displayName }: NewAccount,
): Promise<Outcome<UserEvent>> {
  const outcome = await registerUser(commands, { userId: userId(id), username, displayName });
  if (outcome.kind === "done") await markRegistered(auth, id);
  return outcome;
}

/**
 * Does so for accounts whose registration a crash or an outage cut short: at the start, and from time to time.
 * @returns how many were finished. @throws an outage, and in the end an Error naming those that could not be.
 */
export function finishRegistrations(auth: Auth, commands: CommandContext): Promise<number> {
  return finishEach({
    list: (except) => listUnregistered(auth, except),
    async finish(account) {
      const outcome = await finishRegistration(auth, commands, account);
      if (outcome.kind === "refused") throw new Error(`the log refuses it: ${outcome.refusal.detail}`);
    },
  });
}
