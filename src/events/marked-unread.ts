import { z } from "zod";
import type { MarkedUnread } from "../domain/inbox/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { marker, ofInbox, sequence } from "./fields.ts";

export const markedUnread: Declared<DomainEvent<"MarkedUnread", MarkedUnread>> = {
  type: "MarkedUnread",
  version: 1,
  schema: z.strictObject({ ...ofInbox, from: sequence, upTo: marker }),
  personal: {},
};
