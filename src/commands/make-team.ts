import { v4 } from "uuid";
import type { UserId } from "../domain/ids.ts";
import type { TeamEvent } from "../domain/team/events.ts";
import { makeTeam as decide } from "../domain/team/make.ts";
import { teamId, type TeamId } from "../domain/team/team-id.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { namedUuid } from "./deciding/event-id.ts";
import { refusalOfUnknown } from "./known-people.ts";
import { causeOf, type Request } from "./request.ts";
import { teamStream } from "./streams.ts";

export interface MakeTeamRequest extends Request {
  readonly name: string;
  readonly userIds: readonly UserId[];
}

/** Its id is made of the key where there is one, so that a retry finds the same team. */
export async function makeTeam(
  context: CommandContext,
  request: MakeTeamRequest,
): Promise<{ readonly teamId: TeamId; readonly outcome: Outcome<TeamEvent> }> {
  const { actor, key } = request;
  const id = teamId(key ? namedUuid([actor, "POST /api/teams", key.name]) : v4());
  const unknown = await refusalOfUnknown(context, request.userIds);
  const outcome = await context.teams.handle({
    ...causeOf(request),
    stream: teamStream(id),
    decide: (team) => unknown ?? decide({ ...request, teamId: id }, team),
  });
  return { teamId: id, outcome };
}
