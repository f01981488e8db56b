import { z } from "zod";
import { maxTeamSize } from "../../domain/team/make.ts";
import { teamNameProblem, tidyTeamName } from "../../domain/team/name.ts";
import { isTeamId, teamId, type TeamId } from "../../domain/team/team-id.ts";
import type { ReadModel } from "../../projections/reads/read-models.ts";
import type { TeamRow } from "../../projections/reads/teams.ts";
import type { Api } from "../parts.ts";
import { notFound } from "../problem.ts";
import { list, named } from "../schemas/described.ts";
import { userIdField } from "../schemas/ids.ts";
import { textField } from "../schemas/text-field.ts";

export const team = named(z.object({ id: z.string(), name: z.string(), user_ids: list(z.string()) }), "Team");

export const nameField = textField((text) => teamNameProblem(tidyTeamName(text)));
export const userIdsField = z.array(userIdField).max(maxTeamSize);

/** The parameters of addresses. */
export const ofTeam = z.strictObject({ id: z.string().refine(isTeamId).transform(teamId) });

export const teamModels: readonly ReadModel[] = ["teams"];

export const teamJson = ({ id, name, userIds }: TeamRow): z.output<typeof team> => ({ id, name, user_ids: userIds });

/** As it shows now. @throws Problem where there is none any more. */
export async function teamNow({ reads }: Pick<Api, "reads">, id: TeamId): Promise<z.output<typeof team>> {
  const row = await reads.teams.one(id);
  if (!row) throw notFound();
  return teamJson(row);
}
