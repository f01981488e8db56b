import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { TeamMade } from "../domain/team/events.ts";
import { maxTeamSize } from "../domain/team/make.ts";
import { isTeamId, type TeamId } from "../domain/team/team-id.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

const teamId = z.custom<TeamId>(isTeamId, "Not a team's id.");

export const teamMade: Declared<DomainEvent<"TeamMade", TeamMade>> = {
  type: "TeamMade",
  version: 1,
  schema: z.strictObject({ teamId, name: z.string(), userIds: z.array(userId).max(maxTeamSize), by: userId }),
  personal: {},
};
