// append.ts <url> <writers>: for each line on stdin, a number of seconds, appends for so long and answers in JSON.
import { createInterface } from "node:readline";
import { STREAM_DOES_NOT_EXIST } from "@event-driven-io/emmett";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import { messageEvent } from "../support/message-event.ts";
import { Writers } from "../support/writers.ts";

const [url = "", writerCount = "1"] = process.argv.slice(2);
// Its own pool of 10 connections: with one per writer it is slower.
const store = getPostgreSQLEventStore(url);
await store.schema.migrate();

// Its versions begin at 1: a stream of n events stands at n.
const writers = new Writers(Number(writerCount), (writer, revision) => {
  const { id, type, data, metadata } = messageEvent(revision);
  const event = { type, data, metadata: { ...metadata, messageId: id } };
  const expectedStreamVersion = revision === 0 ? STREAM_DOES_NOT_EXIST : BigInt(revision);
  return store.appendToStream(`conversation-${writer}`, [event], { expectedStreamVersion });
});

for await (const line of createInterface({ input: process.stdin })) {
  const sample = await writers.writeFor(Number(line));
  console.log(JSON.stringify({ ...sample, acknowledged: writers.acknowledged }));
}
await store.close();
