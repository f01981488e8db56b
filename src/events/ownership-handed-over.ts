import { z } from "zod";
import type { OwnershipHandedOver } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { sequence, userId } from "./fields.ts";

export const ownershipHandedOver: Declared<DomainEvent<"OwnershipHandedOver", OwnershipHandedOver>> = {
  type: "OwnershipHandedOver",
  version: 1,
  schema: z.strictObject({ sequence, from: userId, to: userId }),
  personal: {},
};
