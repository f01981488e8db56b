import { z } from "zod";
import type { DomainEvent } from "../domain/decision.ts";
import type { Blocking } from "../domain/user/events.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

export const userUnblocked: Declared<DomainEvent<"UserUnblocked", Blocking>> = {
  type: "UserUnblocked",
  version: 1,
  schema: z.strictObject({ userId, blockedId: userId }),
  personal: {},
};
