import { happened, refuse, type Decision } from "../decision.ts";
import type { UserId } from "../ids.ts";
import type { TeamEvent } from "./events.ts";
import { teamNameProblem, tidyTeamName } from "./name.ts";
import type { TeamId } from "./team-id.ts";
import type { Team } from "./team.ts";

/** So many can be mentioned in one message, too. */
export const maxTeamSize = 100;

export interface MakeTeam {
  readonly actor: UserId;
  readonly teamId: TeamId;
  readonly name: string;
  readonly userIds: readonly UserId[];
}

/** That the actor is an administrator, and that the people exist, is asked before. */
export function makeTeam({ actor, teamId, name: typed, userIds }: MakeTeam, team: Team): Decision<TeamEvent> {
  if (team.status !== "missing") return refuse("conflict", "There is such a team already.");
  const name = tidyTeamName(typed);
  const problem = teamNameProblem(name) ?? sizeProblem(userIds);
  if (problem !== null) return refuse("validation_failed", problem);
  return happened("TeamMade", { teamId, name, userIds: distinct(userIds), by: actor });
}

/** Why these can't be a team, as a sentence; null when they can. */
export function sizeProblem(userIds: readonly UserId[]): string | null {
  return distinct(userIds).length > maxTeamSize ? `A team has at most ${maxTeamSize} people.` : null;
}

export const distinct = (userIds: readonly UserId[]): readonly UserId[] => [...new Set(userIds)];
