import { Readable } from "node:stream";
import type { Transporter } from "nodemailer";
import { z } from "zod";
import { reasonOf } from "../../platform/start-refused.ts";
import { emlOf, type EmlOptions } from "./eml.ts";
import { NotTaken, type MailTransport } from "./outgoing.ts";

/** Milliseconds. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** What is said of an address: no such mailbox, not here, not a name. Full ones and policies are no reason to stop. */
const refusesAddress = new Set([550, 551, 553]);

const failure = z.object({
  responseCode: z.int().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
});

/** Hands mails to an SMTP server, a connection each. */
export function smtpTransport(url: string, options: EmlOptions): MailTransport {
  let opened: ReturnType<typeof open> | null = null;
  const sender = /<([^<>]+)>\s*$/.exec(options.from)?.[1] ?? options.from;
  return {
    async deliver(mail, signal) {
      if (signal.aborted) throw new NotTaken("The process stops.");
      let isAllGiven = false;
      try {
        const eml = await emlOf(mail, options);
        const raw = Readable.from([eml], { objectMode: false }).once("end", () => (isAllGiven = true));
        const envelope = { from: sender, to: [mail.to.address] };
        await unlessAborted((await (opened ??= open(url))).sendMail({ raw, envelope }), signal);
      } catch (error) {
        // What is given up on may still arrive.
        if (signal.aborted) throw error;
        throw notTaken(error, isAllGiven) ?? error;
      }
    },
    async close() {
      (await opened)?.close();
    },
  };
}

/** Loaded with the first mail: it is large, and many deployments send none. */
async function open(url: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({ url, ...timeouts });
}

async function unlessAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const ended = Promise.withResolvers<never>();
  const end = (): void => ended.reject(new Error("It took too long, or the process stops."));
  signal.addEventListener("abort", end, { once: true });
  await Promise.race([work, ended.promise]).finally(() => signal.removeEventListener("abort", end));
}

/** An answer says that it was not taken; so does a connection that ended before all of it was given. Else null. */
function notTaken(error: unknown, isAllGiven: boolean): NotTaken | null {
  const { responseCode: code, command = "", response = "" } = failure.safeParse(error).data ?? {};
  if (code === undefined || code < 400) {
    return isAllGiven ? null : new NotTaken(`The mail server was not given it: ${reasonOf(error)}`);
  }
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? "";
  const isAboutAddress = command === "RCPT TO" || enhanced.startsWith("5.1.");
  // The server's own words may hold the address.
  return new NotTaken(
    `The mail server answered ${[code, enhanced].filter(Boolean).join(" ")} to ${command || "a command"}.`,
    {
      code,
      // Of all else, such as a password that is wrong, the deployment is to blame: it is tried again.
      isForGood: code >= 500 && (command === "RCPT TO" || command === "DATA"),
      isAddressRefused: isAboutAddress && refusesAddress.has(code),
    },
  );
}
