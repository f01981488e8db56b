import { z } from "zod";
import { maxAddedAtOnce } from "../domain/conversation/add-members.ts";
import type { MembersAdded } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { role, sequence, userId } from "./fields.ts";

export const membersAdded: Declared<DomainEvent<"MembersAdded", MembersAdded>> = {
  type: "MembersAdded",
  version: 1,
  schema: z.strictObject({
    sequence,
    userIds: z.array(userId).min(1).max(maxAddedAtOnce),
    role,
    addedBy: userId,
  }),
  personal: {},
};
