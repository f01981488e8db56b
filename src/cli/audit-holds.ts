import { Command } from "commander";
import { openedAt } from "../audit/log-for-audit.ts";
import { liftHold, placeHold } from "../commands/holds.ts";
import type { HoldEvent, HoldSubject } from "../domain/audit/events.ts";
import { userId } from "../domain/ids.ts";
import { StartRefused } from "../platform/start-refused.ts";
import { displayNameOf } from "../wire/people.ts";
import { accountNamed, conversationGiven, openAuditSession, type AuditSession } from "./audit-session.ts";
import { looking, printable, type Looking } from "./audit-options.ts";

const pageSize = 100;

interface On {
  readonly conversation?: string;
  readonly person?: string;
}

export function auditHoldCommand(): Command {
  return looking(
    new Command("hold").description(
      "place a legal hold: nothing of a conversation, or of a person, is erased meanwhile",
    ),
  )
    .option("--conversation <id>")
    .option("--person <user>", "by username or id")
    .action(async ({ as, reason, ...on }: Looking & On) => {
      await using session = await openAuditSession(as);
      const subject = await subjectGiven(session, on);
      const outcome = await placeHold(session.commands, { actor: session.auditor, subject, reason });
      if (outcome.kind === "refused") throw new StartRefused("The hold", outcome.refusal.detail);
      for (const { data } of outcome.events) console.log(data.holdId);
    });
}

export function auditLiftCommand(): Command {
  return new Command("lift")
    .description("lift a hold")
    .argument("<hold>", "its id")
    .requiredOption("--as <username>", "an auditor")
    .option("--reason <text>", "why; it is recorded")
    .action(async (holdId: string, { as, ...why }: { readonly as: string; readonly reason?: string }) => {
      await using session = await openAuditSession(as);
      const outcome = await liftHold(session.commands, { actor: session.auditor, holdId, ...why });
      if (outcome.kind === "refused") throw new StartRefused("The hold", outcome.refusal.detail);
      console.log(`${holdId}  lifted`);
    });
}

export function auditHoldsCommand(): Command {
  return new Command("holds")
    .description("legal holds, those that were lifted, too, the latest first")
    .requiredOption("--as <username>", "an auditor or an administrator")
    .action(async ({ as }: { readonly as: string }) => {
      await using session = await openAuditSession(as, ["auditor", "administrator"]);
      await session.readTo();
      for await (const line of linesOf(session)) console.log(printable(line));
    });
}

async function* linesOf({ reads, log }: AuditSession): AsyncGenerator<string> {
  let after: { readonly position: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof reads.audit.holds>> = await reads.audit.holds({ limit: pageSize, after });
    const liftedAt = new Map(page.items.map(({ placed, lifted }) => [placed, lifted]));
    const events = await openedAt<HoldEvent>(log, [...liftedAt.keys()]);
    const people = await reads.people.named(events.map(({ data }) => data.by));
    for (const event of events.toReversed()) {
      if (event.type !== "HoldPlaced") continue;
      const { holdId, by, conversationId: conversation, userId: person, reason } = event.data;
      const on = conversation === undefined ? `person ${person ?? ""}` : `conversation ${conversation}`;
      const standing = liftedAt.get(event.position) === null ? "stands" : "lifted";
      yield `${holdId}  ${standing}  ${on}  ${event.at}  ${displayNameOf(people, by)}  ${reason ?? "(erased)"}`;
    }
    after = page.next;
  } while (after !== null);
}

async function subjectGiven(session: AuditSession, { conversation, person }: On): Promise<HoldSubject> {
  if ((conversation === undefined) === (person === undefined))
    throw new StartRefused("--conversation", "a hold is on a conversation or on a person.");
  if (conversation !== undefined) return { conversationId: await conversationGiven(session, conversation) };
  const account = await accountNamed(session.foundation, person ?? "");
  return { userId: userId(account?.userId ?? person ?? "") };
}
