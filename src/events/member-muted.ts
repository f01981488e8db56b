import { z } from "zod";
import type { MemberMuted } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { time, userId } from "./fields.ts";

export const memberMuted: Declared<DomainEvent<"MemberMuted", MemberMuted>> = {
  type: "MemberMuted",
  version: 1,
  schema: z.strictObject({ userId, until: time, mutedBy: userId }),
  personal: {},
};
