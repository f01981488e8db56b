import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { TeamChanged } from "../domain/team/events.ts";
import { maxTeamSize } from "../domain/team/make.ts";
import { isTeamId, type TeamId } from "../domain/team/team-id.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

const teamId = z.custom<TeamId>(isTeamId, "Not a team's id.");

export const teamChanged: Declared<DomainEvent<"TeamChanged", TeamChanged>> = {
  type: "TeamChanged",
  version: 1,
  schema: z.strictObject({
    teamId,
    name: z.string().exactOptional(),
    userIds: z.array(userId).max(maxTeamSize).exactOptional(),
    by: userId,
  }),
  personal: {},
};
