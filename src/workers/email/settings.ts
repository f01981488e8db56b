import type { Locale } from "../../domain/user/events.ts";

/** How mail is sent. */
export interface MailSettings {
  /** smtp:// or smtps://. Absent: mails are written to the outbox. */
  readonly smtpUrl: string | undefined;
  /** Of the sender: an address, or a name with one. */
  readonly from: string;
  readonly quiet: QuietTimes;
  /** Where people reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** Where somebody chose none. */
  readonly locale: Locale;
  readonly timeZone: string | undefined;
  readonly dataDir: string;
}

export const checkpointMails = ["off", "daily", "each"] as const;
/** Whether auditors are mailed no checkpoint, one a day, or the last one whenever there is another (once a minute). */
export type CheckpointMails = (typeof checkpointMails)[number];

/** Milliseconds that a message stays unread before somebody is mailed about it. */
export interface QuietTimes {
  /** In direct conversations, and where one is mentioned. */
  readonly direct: number;
  /** Everywhere else. */
  readonly group: number;
}
