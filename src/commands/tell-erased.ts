import { tellErased as decide, type TellErased } from "../domain/user/erase.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { userStream } from "./streams.ts";

/** Tells the log that somebody was erased, whose key is destroyed by then; again after a doubt, without harm. */
export async function tellErased(
  { users }: Pick<CommandContext, "users">,
  request: TellErased,
): Promise<Outcome<UserEvent>> {
  return users.handle({
    actor: request.by ?? request.userId,
    stream: userStream(request.userId),
    decide: (user) => decide(request, user),
  });
}
