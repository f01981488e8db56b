import { z } from "zod";
import type { HoldPlaced } from "../domain/audit/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { conversationId, userId } from "./fields.ts";
import { subject } from "./owners.ts";

export const holdPlaced: Declared<DomainEvent<"HoldPlaced", HoldPlaced>> = {
  type: "HoldPlaced",
  version: 1,
  schema: z.strictObject({
    holdId: z.uuid(),
    by: userId,
    conversationId: conversationId.exactOptional(),
    userId: userId.exactOptional(),
    reason: z.string(),
  }),
  personal: { reason: subject("by") },
};
