import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { OfScheduled } from "../domain/scheduled/events.ts";
import type { Declared } from "./declared.ts";
import { ofScheduled } from "./scheduled-fields.ts";

export const scheduledCancelled: Declared<DomainEvent<"ScheduledCancelled", OfScheduled>> = {
  type: "ScheduledCancelled",
  version: 1,
  schema: z.strictObject(ofScheduled),
  personal: {},
};
