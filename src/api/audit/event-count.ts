import { z } from "zod";

/** Of events in the log: how many, or which one. In digits, since a number that is written another way is a mistake. */
export const eventCount = z
  .string()
  .regex(/^\d{1,15}$/, "This is no number of events.")
  .transform(Number)
  .optional();
