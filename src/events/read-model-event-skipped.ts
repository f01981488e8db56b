import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { ReadModelEventSkipped } from "../domain/operations/events.ts";
import type { Declared } from "./declared.ts";
import { byOperator } from "./fields.ts";

export const readModelEventSkipped: Declared<DomainEvent<"ReadModelEventSkipped", ReadModelEventSkipped>> = {
  type: "ReadModelEventSkipped",
  version: 1,
  schema: z.strictObject({ ...byOperator, eventId: z.uuid(), position: z.string() }),
  personal: {},
};
