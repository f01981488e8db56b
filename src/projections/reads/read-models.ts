/** The read models by name, as `PositionWatch` knows them. */
export const readModels = [
  "users",
  "conversations",
  "members",
  "lines",
  "timeline",
  "idempotency",
  "scheduled",
  "teams",
  "announcements",
  "audit",
  "search",
] as const;
export type ReadModel = (typeof readModels)[number];
