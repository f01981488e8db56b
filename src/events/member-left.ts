import { z } from "zod";
import type { MemberLeft } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { sequence, userId } from "./fields.ts";

export const memberLeft: Declared<DomainEvent<"MemberLeft", MemberLeft>> = {
  type: "MemberLeft",
  version: 1,
  schema: z.strictObject({ sequence, userId }),
  personal: {},
};
