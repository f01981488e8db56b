import { z } from "zod";
import { kinds, visibilities } from "../../domain/conversation/events.ts";
import type { UserId } from "../../domain/ids.ts";
import type { People } from "../../domain/user/people.ts";
import type { AuditedConversation } from "../../projections/reads/audit.ts";
import { userJson } from "../../wire/people.ts";
import { list, named, time } from "../schemas/described.ts";
import { user } from "../schemas/person.ts";

export const auditedConversation = named(
  z.object({
    id: z.string(),
    kind: z.enum(kinds),
    visibility: z.enum(visibilities),
    name: z.string().nullable(),
    created_by: user,
    created_at: time,
    deleted_at: time.nullable(),
    people: list(user).describe("The first five who ever were members."),
  }),
  "AuditedConversation",
);

/** Whose names it tells. */
export const peopleOf = ({ createdBy, userIds }: AuditedConversation): readonly UserId[] => [createdBy, ...userIds];

export function auditedConversationJson(
  { id, kind, visibility, name, createdBy, createdAt, deletedAt, userIds }: AuditedConversation,
  people: People,
): z.output<typeof auditedConversation> {
  return {
    id,
    kind,
    visibility,
    name,
    created_by: userJson(people, createdBy),
    created_at: createdAt,
    deleted_at: deletedAt,
    people: userIds.map((userId) => userJson(people, userId)),
  };
}
