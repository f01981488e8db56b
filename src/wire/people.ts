import type { People } from "../domain/user/people.ts";
import type { UserId } from "../domain/ids.ts";

export interface UserJson {
  readonly id: UserId;
  readonly username: string | null;
  readonly display_name: string;
  readonly avatar_url: string | null;
  readonly is_erased: boolean;
}

/** Falls back to the id where there is no name. */
export function displayNameOf(people: People, id: UserId): string {
  const names = people.get(id);
  if (!names) return id;
  return names.erasedAs !== undefined ? `Erased person ${names.erasedAs}` : (names.displayName ?? id);
}

export function userJson(people: People, id: UserId): UserJson {
  const names = people.get(id);
  return {
    id,
    username: names?.username ?? null,
    display_name: displayNameOf(people, id),
    avatar_url: null,
    is_erased: names !== undefined && (names.erasedAs !== undefined || names.displayName === null),
  };
}
