import { removeTeam as decide } from "../domain/team/change.ts";
import type { TeamEvent } from "../domain/team/events.ts";
import type { TeamId } from "../domain/team/team-id.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { causeOf, type Request } from "./request.ts";
import { teamStream } from "./streams.ts";

export async function removeTeam(
  { teams }: Pick<CommandContext, "teams">,
  request: Request & { readonly teamId: TeamId },
): Promise<Outcome<TeamEvent>> {
  return teams.handle({
    ...causeOf(request),
    stream: teamStream(request.teamId),
    decide: (team) => decide(request, team),
  });
}
