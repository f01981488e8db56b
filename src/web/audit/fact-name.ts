import { t } from "../words/words.ts";

const known = [
  "data",
  "delivered_to",
  "description",
  "emoji",
  "incident",
  "is_archived",
  "is_banned",
  "is_hidden",
  "is_muted",
  "is_pinned",
  "kind",
  "lots",
  "member_count",
  "members",
  "muted_until",
  "name",
  "notify",
  "read_to",
  "reason",
  "role",
  "severity",
  "status",
  "title",
  "unread_from",
  "url",
  "user_id",
  "visibility",
] as const;

/** What a part of a change is about; of one that is not known here, its own name. */
export function factName(name: string): string {
  const found = known.find((each) => each === name);
  return found ? t(`fact.${found}`) : name.replaceAll("_", " ");
}
