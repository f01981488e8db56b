import type { CommandContext } from "../commands/context.ts";
import { tellStanding } from "../commands/tell-standing.ts";
import { userId } from "../domain/ids.ts";
import type { Written } from "../events/logged.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { Auth } from "./auth.ts";
import { finishEach } from "./finish-each.ts";
import { listUntoldStandings, markStandingTold, untoldStanding, type Standing } from "./standings.ts";

type Commands = Pick<CommandContext, "users">;

/**
 * Tells the log that an account was disabled or enabled; saying so twice does no harm. @returns what was written,
 * nothing where the log knew. @throws StoreUnavailable, and whatever the database throws.
 */
export async function finishStanding(
  auth: Auth,
  commands: Commands,
  id: string,
): Promise<readonly Written<UserEvent>[]> {
  const standing = await untoldStanding(auth, id);
  return standing ? tell(auth, commands, standing) : [];
}

/**
 * Does so for accounts whose change a crash or an outage cut short: at the start, and from time to time.
 * @returns how many were told. @throws an outage, and in the end an Error naming those that could not be.
 */
export function finishStandings(auth: Auth, commands: Commands): Promise<number> {
  return finishEach({
    list: (except) => listUntoldStandings(auth, except),
    async finish(standing) {
      await tell(auth, commands, standing);
    },
  });
}

async function tell(auth: Auth, commands: Commands, standing: Standing): Promise<readonly Written<UserEvent>[]> {
  const { isDisabled, change } = standing;
  const [id, by] = [userId(standing.userId), userId(standing.by)];
  const outcome = await tellStanding(commands, { userId: id, by, isDisabled, change });
  if (outcome.kind === "refused") throw new Error(`The log refuses the standing of ${id}: ${outcome.refusal.detail}`);
  await markStandingTold(auth, standing);
  return outcome.events;
}
