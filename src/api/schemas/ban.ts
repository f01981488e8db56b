import { z } from "zod";
import type { People } from "../../domain/user/people.ts";
import type { BanRow } from "../../projections/reads/members.ts";
import { userJson, type UserJson } from "../../wire/people.ts";
import { described, time } from "./described.ts";
import { user } from "./person.ts";

export interface BanJson {
  readonly user: UserJson;
  readonly banned_by: UserJson;
  readonly banned_at: string;
  readonly reason: string | null;
}

export const ban = described<BanJson>()(
  z.object({ user, banned_by: user, banned_at: time, reason: z.string().nullable() }),
  "Ban",
);

export function banJson({ userId, bannedBy, bannedAt, reason }: BanRow, people: People): BanJson {
  return { user: userJson(people, userId), banned_by: userJson(people, bannedBy), banned_at: bannedAt, reason };
}
