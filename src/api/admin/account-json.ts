import { z } from "zod";
import { allRoles } from "../../auth/accounts.ts";
import { listedAccount, type ListedAccount } from "../../auth/list-accounts.ts";
import { userId, type UserId } from "../../domain/ids.ts";
import type { People } from "../../domain/user/people.ts";
import { userJson } from "../../wire/people.ts";
import type { Api } from "../parts.ts";
import { notFound } from "../problem.ts";
import { list, named, time } from "../schemas/described.ts";
import { user } from "../schemas/person.ts";

/** A person as administrators see them. */
export const account = named(
  user.safeExtend({
    email: z.string().nullable(),
    roles: list(z.enum(allRoles)).describe("In the whole deployment."),
    is_disabled: z.boolean(),
    created_at: time,
    last_seen_at: time.nullable().describe("To the minute; null where no session of theirs is left."),
  }),
  "Account",
);

export function accountJson(row: ListedAccount, people: People): z.output<typeof account> {
  const { email, roles, isDisabled, createdAt, lastSeenAt } = row;
  return {
    ...userJson(people, userId(row.userId)),
    email,
    roles,
    is_disabled: isDisabled,
    created_at: createdAt.toISOString(),
    last_seen_at: lastSeenAt?.toISOString() ?? null,
  };
}

/** As it is now, with names by the log: for answers to commands. */
export async function accountNow({ auth, people }: Api, id: UserId): Promise<z.output<typeof account>> {
  const [row, names] = await Promise.all([listedAccount(auth, id), people([id])]);
  if (!row) throw notFound();
  return accountJson(row, names);
}
