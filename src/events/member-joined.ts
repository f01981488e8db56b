import { z } from "zod";
import type { MemberJoined } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { sequence, userId } from "./fields.ts";

export const memberJoined: Declared<DomainEvent<"MemberJoined", MemberJoined>> = {
  type: "MemberJoined",
  version: 1,
  schema: z.strictObject({ sequence, userId }),
  personal: {},
};
