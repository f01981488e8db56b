import { changeProfile as decide, type ChangeProfile } from "../domain/user/change-profile.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type Request } from "./request.ts";
import { userStream } from "./streams.ts";

export async function changeProfile(
  context: CommandContext,
  request: Request & ChangeProfile,
): Promise<Outcome<UserEvent>> {
  return context.users.handle({
    ...causeOf(request),
    stream: userStream(request.actor),
    decide: (user) => decide(request, user),
  });
}
