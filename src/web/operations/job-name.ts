import { t } from "../words/words.ts";

const known = {
  "mail.unread": "job.mail.unread",
  "mail.digest": "job.mail.digest",
  "mail.reset": "job.mail.reset",
  "mail.invitation": "job.mail.invitation",
  "mail.checkpoint": "job.mail.checkpoint",
  "mail.test": "job.mail.test",
  preview: "job.preview",
} as const;

/** What a kind of job does; of one that is not known here, its name. */
export function jobName(kind: string): string {
  const key = Object.entries(known).find(([name]) => name === kind)?.[1];
  return key ? t(key) : kind;
}
