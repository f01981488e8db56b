import { t } from "../words/words.ts";

const roles = ["owner", "admin", "moderator", "member", "viewer"] as const;

/** A role in a conversation, in words. */
export function roleText(role: string): string {
  const known = roles.find((each) => each === role);
  return known ? t(`role.${known}`) : role;
}
