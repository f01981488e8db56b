import type { CommandContext } from "../commands/context.ts";
import type { Outcome } from "../commands/deciding/command.ts";
import { registerUser } from "../commands/register-user.ts";
import type { UserEvent } from "../domain/user/events.ts";
import { userId } from "../domain/ids.ts";
import type { Auth } from "./auth.ts";
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
 * @returns how many there were, 100 at most. @throws as for one, and an Error naming those that the log refused.
 */
export async function finishRegistrations(auth: Auth, commands: CommandContext): Promise<number> {
  const unregistered = await listUnregistered(auth);
  const refused: string[] = [];
  for (const each of unregistered) {
    const { kind } = await finishRegistration(auth, commands, each);
    if (kind === "refused") refused.push(each.userId);
  }
  if (refused.length > 0) throw new Error(`The log refuses the accounts ${refused.join(", ")}.`);
  return unregistered.length;
}
