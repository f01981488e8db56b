import type { DomainEvent } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { TeamId } from "./team-id.ts";

/** What happens in the stream `team-<id>`. */
export type TeamEvent =
  DomainEvent<"TeamMade", TeamMade> | DomainEvent<"TeamChanged", TeamChanged> | DomainEvent<"TeamRemoved", TeamRemoved>;

export interface TeamMade {
  readonly teamId: TeamId;
  readonly name: string;
  /** Each once. */
  readonly userIds: readonly UserId[];
  readonly by: UserId;
}

/** What is absent stays as it was. */
export interface TeamChanged {
  readonly teamId: TeamId;
  readonly name?: string;
  readonly userIds?: readonly UserId[];
  readonly by: UserId;
}

export interface TeamRemoved {
  readonly teamId: TeamId;
  readonly by: UserId;
}
