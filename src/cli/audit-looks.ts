import { Command } from "commander";
import { openedAt } from "../audit/log-for-audit.ts";
import type { LookEvent } from "../domain/audit/events.ts";
import { displayNameOf } from "../wire/people.ts";
import { conversationGiven, openAuditSession } from "./audit-session.ts";
import { printable } from "./audit-options.ts";

const pageSize = 100;

interface Options {
  readonly as: string;
  readonly conversation?: string;
  readonly all?: boolean;
}

export function auditLooksCommand(): Command {
  return new Command("looks")
    .description("who looked at what, and why, the latest first")
    .requiredOption("--as <username>", "an auditor or an administrator")
    .option("--conversation <id>", "only at this one")
    .option("--all", "all of them, not the latest hundred only")
    .action(async ({ as, conversation, all = false }: Options) => {
      await using session = await openAuditSession(as, ["auditor", "administrator"]);
      const { reads, log } = session;
      await session.readTo();
      const of = conversation === undefined ? {} : { conversationId: await conversationGiven(session, conversation) };
      let after: { readonly position: string } | null = null;
      do {
        const page: Awaited<ReturnType<typeof reads.audit.looks>> = await reads.audit.looks({
          ...of,
          limit: pageSize,
          after,
        });
        const events = await openedAt<LookEvent>(log, page.items);
        const people = await reads.people.named(events.map(({ data }) => data.by));
        for (const { at, data } of events.toReversed()) {
          const { by, at: what, reason, ...rest } = data;
          console.log(
            printable(`${at}  ${displayNameOf(people, by)}  ${what}  ${JSON.stringify(rest)}  ${reason ?? "(erased)"}`),
          );
        }
        after = page.next;
      } while (all && after !== null);
    });
}
