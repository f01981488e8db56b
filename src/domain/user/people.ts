import type { UserId } from "../ids.ts";
import type { Personal } from "../recorded.ts";

/** What a person is called now; null once they were erased. */
export interface Names {
  readonly username: Personal;
  readonly displayName: Personal;
  /** The number that they are called by since they were erased; absent: they were not. */
  readonly erasedAs?: number;
}

/** Whoever is unknown is missing. */
export type People = ReadonlyMap<UserId, Names>;
