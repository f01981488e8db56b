import type { QueryPool } from "../../platform/postgres/query-pool.ts";
import type { Reads } from "../reads.ts";
import { conversationReads } from "./conversations.ts";
import { lineReads } from "./lines.ts";
import { memberReads } from "./members.ts";
import { peopleReads } from "./people.ts";

/** The questions that the read models answer, asked of their tables. Each throws ConnectionLost in an outage. */
export function openReads(pool: QueryPool): Reads {
  return {
    people: peopleReads(pool),
    conversations: conversationReads(pool),
    members: memberReads(pool),
    lines: lineReads(pool),
  };
}
