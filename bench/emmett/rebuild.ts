// rebuild.ts <url> <events>: writes messages of 200 conversations, then rebuilds a list of these for each line on stdin
// and answers in JSON.
import { createInterface } from "node:readline";
import type { Event } from "@event-driven-io/emmett";
import {
  getPostgreSQLEventStore,
  postgreSQLRawSQLProjection,
  rebuildPostgreSQLProjections,
} from "@event-driven-io/emmett-postgresql";
import { SQL } from "@event-driven-io/dumbo";
import { messageEvent } from "../support/message-event.ts";

type MessageSent = Event<
  "MessageSent",
  { readonly conversationId: string; readonly sequence: number; readonly text: string }
>;

const conversations = 200;
const [url = "", eventCount = "0"] = process.argv.slice(2);
const total = Number(eventCount);
const store = getPostgreSQLEventStore(url);
await store.schema.migrate();

for (let n = 0; n < conversations; n += 1) {
  const conversationId = `conversation-${n}`;
  const events = Array.from({ length: total / conversations }, (_, sequence): MessageSent => {
    const { data } = messageEvent(sequence);
    return { type: "MessageSent", data: { conversationId, sequence, text: String(data["text"]) } };
  });
  await store.appendToStream(conversationId, events);
}

/** The last message of each conversation, and how many there are. */
const list = postgreSQLRawSQLProjection<MessageSent>({
  name: "conversations",
  canHandle: ["MessageSent"],
  init: () => SQL`create table if not exists list (id text primary key, last_text text not null, count int not null)`,
  evolve: ({ data: { conversationId, text } }) =>
    SQL`insert into list (id, last_text, count) values (${conversationId}, ${text}, 1)
        on conflict (id) do update set last_text = excluded.last_text, count = list.count + 1`,
});

for await (const _ of createInterface({ input: process.stdin })) {
  // By default it takes 100 events at a time and pauses for 50 ms after each: so it is faster.
  const pulling = { batchSize: 1_000, pullingFrequencyInMs: 1 };
  const consumer = rebuildPostgreSQLProjections({ connectionString: url, pulling, projections: [list] });
  const started = performance.now();
  await consumer.start();
  console.log(JSON.stringify({ done: total, seconds: (performance.now() - started) / 1_000 }));
  await consumer.close();
}
await store.close();
