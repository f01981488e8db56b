/** From the least to the most. */
export const roles = ["viewer", "member", "moderator", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

interface Rights {
  /** Sends, reacts, pins, changes an incident. */
  readonly writes: boolean;
  /** Deletes what anyone said; mutes and bans people whose role is below their own. */
  readonly moderates: boolean;
  /** Renames, adds, removes, gives roles below their own. */
  readonly manages: boolean;
  /** Deletes the conversation, hands it over. */
  readonly owns: boolean;
}

/** What a role may do in a group or a room. Everybody who may read is a member, or in a public room and not banned. */
// prettier-ignore
export const rightsOf: Readonly<Record<Role, Rights>> = {
  viewer:    { writes: false, moderates: false, manages: false, owns: false },
  member:    { writes: true,  moderates: false, manages: false, owns: false },
  moderator: { writes: true,  moderates: true,  manages: false, owns: false },
  admin:     { writes: true,  moderates: true,  manages: true,  owns: false },
  owner:     { writes: true,  moderates: true,  manages: true,  owns: true },
};

export function outranks(one: Role, other: Role): boolean {
  return roles.indexOf(one) > roles.indexOf(other);
}
