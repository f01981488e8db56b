import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { ReadModelSwitched } from "../domain/operations/events.ts";
import type { Declared } from "./declared.ts";
import { build, byOperator } from "./fields.ts";

export const readModelSwitched: Declared<DomainEvent<"ReadModelSwitched", ReadModelSwitched>> = {
  type: "ReadModelSwitched",
  version: 1,
  schema: z.strictObject({ ...byOperator, from: build, to: build, isBack: z.boolean() }),
  personal: {},
};
