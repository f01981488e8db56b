import type { UserId } from "../domain/ids.ts";
import type { Personal } from "../domain/recorded.ts";

/** What a person is called now; null once they were erased. */
export interface Names {
  readonly username: Personal;
  readonly displayName: Personal;
}

/** Whoever is unknown is missing. */
export type People = ReadonlyMap<UserId, Names>;

export interface UserJson {
  readonly id: UserId;
  readonly username: string | null;
  readonly display_name: string;
  readonly avatar_url: string | null;
  readonly is_erased: boolean;
}

/** Falls back to the id where there is no name. */
export function displayNameOf(people: People, id: UserId): string {
  return people.get(id)?.displayName ?? id;
}

export function userJson(people: People, id: UserId): UserJson {
  const names = people.get(id);
  return {
    id,
    username: names?.username ?? null,
    display_name: names?.displayName ?? id,
    avatar_url: null,
    is_erased: names !== undefined && names.displayName === null,
  };
}
