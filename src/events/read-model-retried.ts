import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { ReadModelRetried } from "../domain/operations/events.ts";
import type { Declared } from "./declared.ts";
import { byOperator } from "./fields.ts";

export const readModelRetried: Declared<DomainEvent<"ReadModelRetried", ReadModelRetried>> = {
  type: "ReadModelRetried",
  version: 1,
  schema: z.strictObject({ ...byOperator, eventId: z.uuid().exactOptional() }),
  personal: {},
};
