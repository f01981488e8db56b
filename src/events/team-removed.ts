import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { TeamRemoved } from "../domain/team/events.ts";
import { isTeamId, type TeamId } from "../domain/team/team-id.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

const teamId = z.custom<TeamId>(isTeamId, "Not a team's id.");

export const teamRemoved: Declared<DomainEvent<"TeamRemoved", TeamRemoved>> = {
  type: "TeamRemoved",
  version: 1,
  schema: z.strictObject({ teamId, by: userId }),
  personal: {},
};
