import { z } from "zod";
import { startProcess } from "../support/process.ts";
import type { Member } from "../support/verbatim-server.ts";

const measured = z.object({ sent: z.int(), sinceAccepted: z.number(), sincePosted: z.number() });

/** How long messages took to come to those who were not cut: 99th percentiles, in milliseconds. */
export type Meanwhile = z.output<typeof measured>;

export interface Bystanders {
  readonly writer: Member;
  readonly listener: Member;
  readonly conversation: string;
}

/** What the bystanders saw while the work was done. @throws when it was done before they had said something */
export async function meanwhile(url: string, who: Bystanders, work: () => Promise<void>): Promise<Meanwhile> {
  const { writer, listener, conversation } = who;
  await using process = startProcess("resume/bystanders.ts", [url, conversation, writer.token, listener.token]);
  await process.line();
  await work();
  process.write("over");
  const seen = measured.parse(JSON.parse(await process.line()));
  if (seen.sent < 10) throw new Error(`Only ${seen.sent} messages were sent meanwhile.`);
  return seen;
}
