import type { UserEvent } from "../domain/user/events.ts";
import { registerUser as decide, type RegisterUser } from "../domain/user/register.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { userStream } from "./streams.ts";

/** Tells the log of an account that was just made; again after a doubt, without harm. */
export async function registerUser({ users }: CommandContext, request: RegisterUser): Promise<Outcome<UserEvent>> {
  return users.handle({
    actor: request.userId,
    stream: userStream(request.userId),
    decide: (user) => decide(request, user),
  });
}
