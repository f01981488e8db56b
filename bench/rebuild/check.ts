import { mustAgree } from "../support/benchmark.ts";
import { query } from "../support/postgres.ts";
import type { Filled } from "./fill-log.ts";

interface Counts {
  readonly messages: string;
  readonly countable: string;
  readonly keys: string;
  readonly told: string;
  readonly events: string;
  readonly markers: string;
  readonly advanced: string;
}

/** Every message has its line, is counted among what may be unread, is known by its key, and was told. */
export async function checkReadModels(url: string, filled: Filled): Promise<void> {
  const [found] = await query<Counts & { [column: string]: string }>(
    url,
    `select
      (select count(*) from lines_v1.lines where type = 'MessageSent' and content is not null) as messages,
      (select sum(n) from (select max(countable) as n from lines_v1.lines group by conversation_id) l) as countable,
      (select count(*) from idempotency_v1.keyed_events) as keys,
      (select count(distinct position) from timeline_v1.told) as told,
      (select count(*) from log.events where stream not like 'user-%') as events,
      (select count(distinct stream) from log.events where stream like 'inbox-%') as markers,
      (select count(*) from log.events e join members_v1.members m
        on e.stream = 'inbox-' || m.conversation_id || '-' || m.user_id
        where m.read_to >= (e.data::json ->> 'readTo')::int and e.revision = 0) as advanced`,
  );
  if (!found) throw new Error("Nothing was counted.");
  mustAgree("Messages among the lines", { counted: filled.messages, found: Number(found.messages) });
  mustAgree("Messages that count as unread", { counted: filled.messages, found: Number(found.countable) });
  mustAgree("Keys", { counted: filled.messages, found: Number(found.keys) });
  mustAgree("Events of conversations in the timeline", { counted: Number(found.events), found: Number(found.told) });
  mustAgree("Members with a marker", { counted: Number(found.markers), found: Number(found.advanced) });
  await checkList(url, filled);
}

/** The list knows each conversation, and the last line of each. */
export async function checkList(url: string, filled: Filled): Promise<void> {
  const [found] = await query<{ conversations: string; lines: string }>(
    url,
    `select count(*) as conversations, sum(last_sequence) as lines from conversations_v1.conversations
     where last_data is not null`,
  );
  mustAgree("Conversations in the list", { counted: filled.conversations, found: Number(found?.conversations) });
  mustAgree("Lines that the list has seen", { counted: filled.lines, found: Number(found?.lines) });
}
