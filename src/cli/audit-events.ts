import { Command } from "commander";
import { eventsPage } from "../audit/events-page.ts";
import { auditEventJson, peopleInEvent, type AuditEventJson } from "../wire/audit-event.ts";
import { conversationGiven, openAuditSession, pointGiven, stretchGiven } from "./audit-session.ts";
import { looking, printable, printableJson, type Looking } from "./audit-options.ts";

const pageSize = 500;

interface Options extends Looking {
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

export function auditEventsCommand(): Command {
  return looking(
    new Command("events")
      .description("all that happened in a conversation, in order, with what was edited and deleted")
      .argument("<conversation>", "its id"),
  )
    .option("--from <place>", "a position, or a time (ISO 8601)")
    .option("--to <place>", "a position, or a time")
    .option("--json", "a line of JSON each, with all that is in it")
    .action(async (conversation: string, { as, reason, from, to, json: isJson = false }: Options) => {
      await using session = await openAuditSession(as);
      const { reads, log, epoch } = session;
      const id = await conversationGiven(session, conversation);
      pointGiven("--from", from, epoch);
      pointGiven("--to", to, epoch);
      const within = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const head = await session.look({ at: "events", conversationId: id, reason, ...within });
      const stretch = await stretchGiven(session, { from, to }, head);
      for (let after: bigint | null = stretch.after; after !== null;) {
        const page = await eventsPage(log, { conversationId: id, ...stretch, after, limit: pageSize });
        const people = await reads.people.named(page.steps.flatMap(({ event }) => peopleInEvent(event)));
        for (const step of page.steps) {
          const event = auditEventJson(step, { epoch, people });
          console.log(isJson ? printableJson(event) : lineOf(event));
        }
        after = page.next;
      }
    });
}

function lineOf({ position, at, summary, before, after }: AuditEventJson): string {
  const change = [before && `before ${JSON.stringify(before)}`, after && `after ${JSON.stringify(after)}`];
  return printable([position.split(".").at(-1), at, summary, ...change.filter((part) => part !== null)].join("  "));
}
