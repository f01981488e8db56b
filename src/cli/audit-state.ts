import { Command } from "commander";
import { stateAt } from "../audit/state-at.ts";
import { auditStateJson, peopleInState, type AuditLineJson } from "../wire/audit-state.ts";
import { conversationGiven, openAuditSession, pointGiven, stretchGiven } from "./audit-session.ts";
import { looking, printableJson, type Looking } from "./audit-options.ts";

const pageSize = 500;

interface Options extends Looking {
  readonly at?: string;
}

export function auditStateCommand(): Command {
  return looking(
    new Command("state")
      .description(
        "a conversation as it stood at a time or a position, as JSON: first its last lines, then those before",
      )
      .argument("<conversation>", "its id"),
  )
    .option("--at <place>", "a position, or a time (ISO 8601); now, where it is not said")
    .action(async (conversation: string, { as, reason, at }: Options) => {
      await using session = await openAuditSession(as);
      const { reads, log, epoch } = session;
      const id = await conversationGiven(session, conversation);
      pointGiven("--at", at, epoch);
      const head = await session.look({ at: "state", conversationId: id, reason, ...(at !== undefined && { to: at }) });
      const { upTo } = await stretchGiven(session, { to: at }, head);
      let below: number | null = null;
      do {
        const page: Awaited<ReturnType<typeof stateAt>> = await stateAt(log, {
          conversationId: id,
          upTo,
          below,
          limit: pageSize,
        });
        const { replay, lines, next } = page;
        const people = await reads.people.named(peopleInState(replay, lines));
        const { lines: shown, ...state } = auditStateJson({ replay, lines, epoch, people });
        if (below === null) console.log(printableJson(state, 2));
        for (const line of shown.toReversed()) console.log(printableJson(line satisfies AuditLineJson));
        below = next;
      } while (below !== null);
    });
}
