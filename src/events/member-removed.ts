import { z } from "zod";
import type { MemberRemoved } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { sequence, userId } from "./fields.ts";

export const memberRemoved: Declared<DomainEvent<"MemberRemoved", MemberRemoved>> = {
  type: "MemberRemoved",
  version: 1,
  schema: z.strictObject({ sequence, userId, removedBy: userId }),
  personal: {},
};
