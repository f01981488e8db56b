import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { ScheduledSent } from "../domain/scheduled/events.ts";
import type { Declared } from "./declared.ts";
import { lineId } from "./fields.ts";
import { ofScheduled } from "./scheduled-fields.ts";

export const scheduledSent: Declared<DomainEvent<"ScheduledSent", ScheduledSent>> = {
  type: "ScheduledSent",
  version: 1,
  schema: z.strictObject({ ...ofScheduled, messageId: lineId }),
  personal: {},
};
