import { createTransport } from "nodemailer";
import type { Config } from "../config.ts";
import { reasonOf } from "../platform/start-refused.ts";
import type { Findings } from "./finding.ts";

const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 5_000, dnsTimeout: 5_000 };

/** Greets the mail server and logs in; it is given no mail. */
export async function examineMail({ mail: { smtpUrl } }: Config, findings: Findings): Promise<void> {
  if (smtpUrl === undefined)
    return findings.ok("SMTP_URL is not set: mails are files in DATA_DIR/outbox.", { code: "mail.files" });
  const { host } = new URL(smtpUrl);
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  try {
    await transport.verify();
    findings.ok(`The mail server at ${host} lets us in.`, { code: "mail.lets_in", values: { host } });
  } catch (error) {
    findings.problem(`The mail server at ${host} does not let us in: ${reasonOf(error)}. See SMTP_URL.`);
  } finally {
    transport.close();
  }
}
