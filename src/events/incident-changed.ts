import { z } from "zod";
import type { IncidentChanged } from "../domain/conversation/events.ts";
import type { DomainEvent } from "../domain/decision.ts";
import type { Declared } from "./declared.ts";
import { incident, sequence, userId } from "./fields.ts";

const { status, severity, lots } = incident.shape;

export const incidentChanged: Declared<DomainEvent<"IncidentChanged", IncidentChanged>> = {
  type: "IncidentChanged",
  version: 1,
  schema: z.strictObject({
    sequence,
    changedBy: userId,
    status: status.exactOptional(),
    severity: severity.exactOptional(),
    lots: lots.exactOptional(),
  }),
  personal: {},
};
