import { changeTeam as decide, type ChangeTeam } from "../domain/team/change.ts";
import type { TeamEvent } from "../domain/team/events.ts";
import type { CommandContext } from "./context.ts";
import type { Outcome } from "./deciding/command.ts";
import { refusalOfUnknown } from "./known-people.ts";
import { causeOf, type Request } from "./request.ts";
import { teamStream } from "./streams.ts";

export async function changeTeam(context: CommandContext, request: Request & ChangeTeam): Promise<Outcome<TeamEvent>> {
  const unknown = await refusalOfUnknown(context, request.userIds ?? []);
  return context.teams.handle({
    ...causeOf(request),
    stream: teamStream(request.teamId),
    decide: (team) => {
      const decision = decide(request, team);
      return unknown && decision.kind === "happened" ? unknown : decision;
    },
  });
}
