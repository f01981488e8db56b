import { refuse, type Decision } from "../domain/decision.ts";
import type { UserId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { userStream } from "./streams.ts";

/** A refusal where somebody of these is not registered, by the log; null where all are. */
export async function refusalOfUnknown(
  { users }: Pick<CommandContext, "users">,
  ids: readonly UserId[],
): Promise<Decision<never> | null> {
  const known = await Promise.all(ids.map((id) => isRegistered(users, id)));
  const unknown = ids.find((_, index) => !known[index]);
  return unknown === undefined ? null : refuse("validation_failed", `There is nobody with the id ${unknown}.`);
}

/** Nobody is unregistered, so what is kept is enough for a yes. */
async function isRegistered(users: CommandContext["users"], id: UserId): Promise<boolean> {
  const stream = userStream(id);
  const { state } = await users.known(stream);
  return state.status === "registered" || (await users.current(stream)).state.status === "registered";
}
