import type { OutgoingMail } from "./outgoing.ts";

export interface EmlOptions {
  /** An address, or a name with one. */
  readonly from: string;
  /** What Message-IDs end with. */
  readonly host: string;
}

/** The mail as it goes over the wire: the same bytes but for its parts' boundary at each attempt. */
export async function emlOf(mail: OutgoingMail, { from, host }: EmlOptions): Promise<Buffer> {
  const { id, to, subject, text, html, date, thread, unsubscribeUrl } = mail;
  const root = thread === undefined ? null : `<${thread}@${host}>`;
  const { createTransport } = await import("nodemailer"); // large, and of no use until somebody is mailed
  const composing = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message } = await composing.sendMail({
    from,
    to,
    subject,
    text,
    html,
    date,
    messageId: `<${id}@${host}>`,
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(root !== null && { inReplyTo: root, references: root }),
    headers: {
      // Nobody's holiday notice is to answer it.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(unsubscribeUrl !== undefined && {
        "List-Unsubscribe": `<${unsubscribeUrl}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
  });
  if (!Buffer.isBuffer(message)) throw new Error("A mail was composed to something else than bytes.");
  return message;
}
