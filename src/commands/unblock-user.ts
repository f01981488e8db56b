import { unblockUser as decide } from "../domain/user/blocking.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { BlockRequest } from "./block-user.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf } from "./request.ts";
import { userStream } from "./streams.ts";

export async function unblockUser(context: CommandContext, request: BlockRequest): Promise<Outcome<UserEvent>> {
  return context.users.handle({
    ...causeOf(request),
    stream: userStream(request.actor),
    decide: (user) => decide(request, user),
  });
}
