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

const looked = ["data", "jobs", "log", "mail", "models", "postgres", "proof", "redis"] as const;

/** What was looked at. */
export function aboutName(about: string): string {
  const found = looked.find((each) => each === about);
  return found ? t(`health.${found}`) : about;
}
