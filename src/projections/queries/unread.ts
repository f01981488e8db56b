import { sql } from "slonik";
import { lines } from "./tables.ts";

/**
 * How many countable lines stand after what the member `m` of conversation `c` has read and after they joined: the
 * difference of two running counts.
 */
export const unread = sql.fragment`greatest(0,
  coalesce((
    select l.countable from ${lines} l where l.conversation_id = c.id order by l.sequence desc limit 1
  ), 0) - coalesce((
    select l.countable from ${lines} l
    where l.conversation_id = c.id and l.sequence <= greatest(m.read_to, m.joined_sequence)
    order by l.sequence desc limit 1
  ), 0))`;
