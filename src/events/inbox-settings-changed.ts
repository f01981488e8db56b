import { z } from "zod";
import { notifyLevels, type InboxSettingsChanged } from "../domain/inbox/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { marker, ofInbox } from "./fields.ts";

export const inboxSettingsChanged: Declared<DomainEvent<"InboxSettingsChanged", InboxSettingsChanged>> = {
  type: "InboxSettingsChanged",
  version: 1,
  schema: z.strictObject({
    ...ofInbox,
    isMuted: z.boolean().exactOptional(),
    notify: z.enum(notifyLevels).exactOptional(),
    isArchived: z.boolean().exactOptional(),
    upTo: marker,
  }),
  personal: {},
};
