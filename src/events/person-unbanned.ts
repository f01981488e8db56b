import { z } from "zod";
import type { PersonUnbanned } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

export const personUnbanned: Declared<DomainEvent<"PersonUnbanned", PersonUnbanned>> = {
  type: "PersonUnbanned",
  version: 1,
  schema: z.strictObject({ userId, unbannedBy: userId }),
  personal: {},
};
