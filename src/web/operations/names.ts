import { t } from "../words/words.ts";

const known = [
  "announcements",
  "audit",
  "conversations",
  "idempotency",
  "lines",
  "members",
  "scheduled",
  "search",
  "teams",
  "timeline",
  "users",
] as const;

/** What a read model is to people; of one that is not known here, its name. */
export function modelName(name: string): string {
  const found = known.find((each) => each === name);
  return found ? t(`model.${found}`) : name;
}
