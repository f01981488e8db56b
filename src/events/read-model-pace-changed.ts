import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { ReadModelPaceChanged } from "../domain/operations/events.ts";
import type { Declared } from "./declared.ts";
import { build, byOperator } from "./fields.ts";

export const readModelPaceChanged: Declared<DomainEvent<"ReadModelPaceChanged", ReadModelPaceChanged>> = {
  type: "ReadModelPaceChanged",
  version: 1,
  schema: z.strictObject({ ...byOperator, build, isHurried: z.boolean() }),
  personal: {},
};
