import { z } from "zod";
import { refusalCodes, type DomainEvent } from "../domain/decision.ts";
import type { ScheduledRefused } from "../domain/scheduled/events.ts";
import type { Declared } from "./declared.ts";
import { ofScheduled } from "./scheduled-fields.ts";

export const scheduledRefused: Declared<DomainEvent<"ScheduledRefused", ScheduledRefused>> = {
  type: "ScheduledRefused",
  version: 1,
  schema: z.strictObject({ ...ofScheduled, code: z.enum(refusalCodes) }),
  personal: {},
};
