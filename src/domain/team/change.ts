import { happened, nothing, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { TeamEvent } from "./events.ts";
import { distinct, sizeProblem } from "./make.ts";
import { teamNameProblem, tidyTeamName } from "./name.ts";
import type { TeamId } from "./team-id.ts";
import type { Team } from "./team.ts";

/** What is absent stays as it is. */
export interface ChangeTeam {
  readonly actor: UserId;
  readonly teamId: TeamId;
  readonly name?: string;
  readonly userIds?: readonly UserId[];
}

export function changeTeam({ actor, teamId, ...wanted }: ChangeTeam, team: Team): Decision<TeamEvent> {
  if (team.status !== "there") return refuse("not_found");
  const name = tidyTeamName(wanted.name ?? team.name);
  const userIds = distinct(wanted.userIds ?? team.userIds);
  const problem = teamNameProblem(name) ?? sizeProblem(userIds);
  if (problem !== null) return refuse("validation_failed", problem);
  const changes = {
    ...(name !== team.name && { name }),
    ...(!areTheSame(userIds, team.userIds) && { userIds }),
  };
  if (Object.keys(changes).length === 0) return nothing;
  return happened("TeamChanged", { teamId, ...changes, by: actor });
}

/** For good; it stays in the log. */
export function removeTeam({ actor, teamId }: Pick<ChangeTeam, "actor" | "teamId">, team: Team): Decision<TeamEvent> {
  if (team.status !== "there") return refuse("not_found");
  return happened("TeamRemoved", { teamId, by: actor });
}

/** Each is named once, so the order alone may differ. */
function areTheSame(some: readonly UserId[], others: readonly UserId[]): boolean {
  return some.length === others.length && new Set(some).isSubsetOf(new Set(others));
}
