import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { StandingChanged } from "../domain/user/events.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

export const userEnabled: Declared<DomainEvent<"UserEnabled", StandingChanged>> = {
  type: "UserEnabled",
  version: 1,
  schema: z.strictObject({ userId, by: userId, change: z.int().min(1) }),
  personal: {},
};
