import { PostgresEventStore } from "../../src/event-store/postgres/postgres-event-store.ts";
import { mustAgree } from "../support/benchmark.ts";
import { messageEvent } from "../support/message-event.ts";
import { countOf } from "../support/postgres.ts";
import { Writers } from "../support/writers.ts";
import type { Appending } from "./appending.ts";

export async function verbatimLog(url: string, writerCount: number): Promise<Appending> {
  const store = await PostgresEventStore.open({ url });
  const writers = new Writers(writerCount, (writer, revision) =>
    store.append(`conversation-${writer}`, [messageEvent(revision)], revision === 0 ? "none" : revision - 1),
  );
  return {
    writeFor: (seconds) => writers.writeFor(seconds),
    async check() {
      mustAgree("The log's events", { counted: writers.acknowledged, found: await countOf(url, "log.events") });
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}
