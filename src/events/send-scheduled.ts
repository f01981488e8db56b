import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { SendScheduled } from "../domain/scheduled/events.ts";
import type { Declared } from "./declared.ts";
import { ownersOfScheduled, scheduledMessage } from "./scheduled-fields.ts";

export const sendScheduled: Declared<DomainEvent<"SendScheduled", SendScheduled>> = {
  type: "SendScheduled",
  version: 1,
  schema: z.strictObject(scheduledMessage),
  personal: ownersOfScheduled,
};
