import type { UserId } from "../../domain/ids.ts";
import type { TeamId } from "../../domain/team/team-id.ts";
import type { Paged } from "./paged.ts";

/** Asks `teams`. */
export interface TeamReads {
  /** By name. */
  list(page: { readonly limit: number; readonly after: TeamCursor | null }): Promise<Paged<TeamRow, TeamCursor>>;
  /** Null where there is none, or none any more. */
  one(id: TeamId): Promise<TeamRow | null>;
}

export interface TeamRow {
  readonly id: TeamId;
  readonly name: string;
  readonly userIds: readonly UserId[];
}

export interface TeamCursor {
  /** Folded. */
  readonly name: string;
  readonly id: string;
}
