import { z } from "zod";
import type { People } from "../../domain/user/people.ts";
import { roles, type Role } from "../../domain/conversation/roles.ts";
import type { UserId } from "../../domain/ids.ts";
import type { MemberRow } from "../../projections/reads/members.ts";
import { userJson, type UserJson } from "../../wire/people.ts";
import { count, described, time } from "./described.ts";
import { user } from "./person.ts";

export interface MemberJson {
  readonly user: UserJson;
  readonly role: Role;
  readonly joined_at: string;
  readonly added_by: UserId | null;
  readonly last_read_sequence: number;
  readonly last_read_at: string | null;
  readonly last_delivered_sequence: number;
  readonly last_delivered_at: string | null;
  readonly muted_until: string | null;
}

export const member = described<MemberJson>()(
  z.object({
    user,
    role: z.enum(roles),
    joined_at: time,
    added_by: z.string().nullable(),
    last_read_sequence: count,
    last_read_at: time.nullable(),
    last_delivered_sequence: count,
    last_delivered_at: time.nullable(),
    muted_until: time.nullable(),
  }),
  "Member",
);

export function memberJson(row: MemberRow, people: People): MemberJson {
  return {
    user: userJson(people, row.userId),
    role: row.role,
    joined_at: row.joinedAt,
    added_by: row.addedBy,
    last_read_sequence: row.readTo,
    last_read_at: row.readAt,
    last_delivered_sequence: row.deliveredTo,
    last_delivered_at: row.deliveredAt,
    muted_until: row.mutedUntil,
  };
}
