import type { UserEvent } from "../domain/user/events.ts";
import { tellStanding as decide, type TellStanding } from "../domain/user/standing.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { userStream } from "./streams.ts";

/** Tells the log whether an account may come in; again after a doubt, and out of turn, without harm. */
export async function tellStanding(
  { users }: Pick<CommandContext, "users">,
  request: TellStanding,
): Promise<Outcome<UserEvent>> {
  return users.handle({
    actor: request.by,
    stream: userStream(request.userId),
    decide: (user) => decide(request, user),
  });
}
