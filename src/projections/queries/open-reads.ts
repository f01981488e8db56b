import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { Reads } from "../reads/reads.ts";
import { announcementReads } from "./announcements.ts";
import { auditReads } from "./audit.ts";
import { conversationReads } from "./conversations.ts";
import { keptReads } from "./kept.ts";
import { lineReads } from "./lines.ts";
import { memberReads } from "./members.ts";
import { messageReads } from "./messages.ts";
import { peopleReads } from "./people.ts";
import { scheduledReads } from "./scheduled.ts";
import { searchReads } from "./search.ts";
import { teamReads } from "./teams.ts";

/** The questions that the read models answer, asked of their tables. Each throws ConnectionLost in an outage. */
export function openReads(pool: QueryPool): Reads {
  return {
    people: peopleReads(pool),
    conversations: conversationReads(pool),
    members: memberReads(pool),
    lines: lineReads(pool),
    messages: messageReads(pool),
    kept: keptReads(pool),
    scheduled: scheduledReads(pool),
    search: searchReads(pool),
    teams: teamReads(pool),
    announcements: announcementReads(pool),
    audit: auditReads(pool),
  };
}
