/** From the least to the most. */
export const roles = ["viewer", "member", "moderator", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

interface Rights {
  readonly writes: boolean;
  readonly manages: boolean;
}

/** What a role may do in a group or a room. */
export const rightsOf: Readonly<Record<Role, Rights>> = {
  viewer: { writes: false, manages: false },
  member: { writes: true, manages: false },
  moderator: { writes: true, manages: false },
  admin: { writes: true, manages: true },
  owner: { writes: true, manages: true },
};

export function outranks(one: Role, other: Role): boolean {
  return roles.indexOf(one) > roles.indexOf(other);
}
