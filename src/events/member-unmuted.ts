import { z } from "zod";
import type { MemberUnmuted } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { userId } from "./fields.ts";

export const memberUnmuted: Declared<DomainEvent<"MemberUnmuted", MemberUnmuted>> = {
  type: "MemberUnmuted",
  version: 1,
  schema: z.strictObject({ userId, unmutedBy: userId }),
  personal: {},
};
