import type { People } from "../domain/user/people.ts";
import type { UserId } from "../domain/ids.ts";
import type { User } from "../domain/user/user.ts";
import type { CommandContext } from "./context.ts";
import { mapAtMost } from "./map-at-most.ts";
import { userStream } from "./streams.ts";

/** People who are read from the log at once, at most. */
const atOnce = 16;

/** Names by the log, as they are known here: people who were seen before cost no reading. Whoever is unknown is missing. */
export async function namesOf({ users }: Pick<CommandContext, "users">, ids: readonly UserId[]): Promise<People> {
  const distinct = [...new Set(ids)];
  const people = await mapAtMost(atOnce, distinct, async (id) => [id, await userOf(users, id)] as const);
  return new Map(
    people.flatMap(([id, { status, username, displayName, erasedAs }]) =>
      status === "registered" ? [[id, { username, displayName, ...(erasedAs !== null && { erasedAs }) }] as const] : [],
    ),
  );
}

/** Who of these is not registered, or was erased; undefined where all are there. */
export async function firstUnknown(
  { users }: Pick<CommandContext, "users">,
  ids: readonly UserId[],
): Promise<UserId | undefined> {
  const people = await mapAtMost(atOnce, ids, (id) => userOf(users, id));
  return ids.find((_, index) => people[index]?.status !== "registered" || people[index].erasedAs !== null);
}

/** Nobody is unregistered, so what is kept is enough for a yes; before a no the tail is read. */
async function userOf(users: CommandContext["users"], id: UserId): Promise<User> {
  const stream = userStream(id);
  const { state } = await users.known(stream);
  return state.status === "registered" ? state : (await users.current(stream)).state;
}
