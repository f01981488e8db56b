import { z } from "zod";
import type { RoleChanged } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { role, userId } from "./fields.ts";

export const roleChanged: Declared<DomainEvent<"RoleChanged", RoleChanged>> = {
  type: "RoleChanged",
  version: 1,
  schema: z.strictObject({ userId, role: role.exclude(["owner"]), changedBy: userId }),
  personal: {},
};
