import type { MailTransport } from "./outgoing.ts";
import type { MailSettings } from "./settings.ts";
import type { MailSigning } from "./signing.ts";
import type { LogHead } from "./until-shown.ts";

/** What mails are made and sent with. */
export interface MailParts {
  readonly store: LogHead;
  readonly settings: MailSettings;
  readonly transport: MailTransport;
  readonly signing: MailSigning;
}
