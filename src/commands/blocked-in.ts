import type { Conversation } from "../domain/conversation/conversation.ts";
import type { UserId } from "../domain/ids.ts";
import { hasBlocked } from "../domain/user/blocking.ts";
import type { CommandContext } from "./context.ts";
import { userStream } from "./streams.ts";

export interface BlockedAsked {
  readonly actor: UserId;
  /** What is kept of the other one is enough for a no where the process's own tail keeps it fresh; else it is read. */
  readonly read: "known" | "current";
}

/** Whether the other one of a direct conversation takes nothing from the actor. Before a yes the tail is read. */
export async function isBlockedIn(
  { users }: Pick<CommandContext, "users">,
  { kind, members }: Conversation,
  { actor, read }: BlockedAsked,
): Promise<boolean> {
  const other = kind === "direct" ? [...members.keys()].find((id) => id !== actor) : undefined;
  if (other === undefined) return false;
  const stream = userStream(other);
  const { state } = await users[read](stream);
  return hasBlocked(state, actor) && hasBlocked((await users.current(stream)).state, actor);
}
