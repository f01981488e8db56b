import { refuse } from "../domain/decision.ts";
import type { UserId } from "../domain/ids.ts";
import { blockUser as decide } from "../domain/user/blocking.ts";
import type { UserEvent } from "../domain/user/events.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { firstUnknown } from "./people.ts";
import { causeOf, type Request } from "./request.ts";
import { userStream } from "./streams.ts";

export interface BlockRequest extends Request {
  readonly userId: UserId;
}

/** Not found where there is no such person. */
export async function blockUser(context: CommandContext, request: BlockRequest): Promise<Outcome<UserEvent>> {
  const unknown = await firstUnknown(context, [request.userId]);
  return context.users.handle({
    ...causeOf(request),
    stream: userStream(request.actor),
    decide: (user) => (unknown === undefined ? decide(request, user) : refuse("not_found")),
  });
}
