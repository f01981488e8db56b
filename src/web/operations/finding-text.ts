import type { Finding } from "../api/operations.ts";
import { t } from "../words/words.ts";

const known = [
  "clock.agrees",
  "data.usable",
  "disk.free",
  "disk.scarce",
  "jobs.dead",
  "jobs.none_dead",
  "log.place",
  "mail.files",
  "mail.lets_in",
  "models.at_end",
  "models.behind",
  "postgres.answers",
  "postgres.room",
  "proof.empty",
  "proof.stands",
  "redis.answers",
  "redis.none",
  "tables.fit",
] as const;

/** A finding in the reader's language; null where there is only the server's sentence, which is English. */
export function findingText({ saying }: Finding): string | null {
  const code = known.find((each) => each === saying?.code);
  return code ? t(`found.${code}`, saying?.values) : null;
}
