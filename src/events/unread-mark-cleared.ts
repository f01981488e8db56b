import { z } from "zod";
import type { OfInbox } from "../domain/inbox/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { ofInbox } from "./fields.ts";

export const unreadMarkCleared: Declared<DomainEvent<"UnreadMarkCleared", OfInbox>> = {
  type: "UnreadMarkCleared",
  version: 1,
  schema: z.strictObject({ ...ofInbox }),
  personal: {},
};
