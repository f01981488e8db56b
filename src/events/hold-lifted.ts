import { z } from "zod";
import type { HoldLifted } from "../domain/audit/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";
import { subject } from "./owners.ts";

export const holdLifted: Declared<DomainEvent<"HoldLifted", HoldLifted>> = {
  type: "HoldLifted",
  version: 1,
  schema: z.strictObject({ holdId: z.uuid(), by: userId, reason: z.string().exactOptional() }),
  personal: { reason: subject("by") },
};
