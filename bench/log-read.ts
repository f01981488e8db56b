import { plainPages } from "./log-read/plain-pages.ts";
import { fillLog, total, longStream, longStreamLength } from "./log-read/fill-log.ts";
import { PostgresEventStore } from "../src/event-store/postgres/postgres-event-store.ts";
import type { RecordedEvent } from "../src/event-store/port.ts";
import { mustAgree, type Benchmark } from "./support/benchmark.ts";
import { inTurns, type Sample } from "./support/in-turns.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";

/** Reading the log alone: the whole of it, and one long stream. */
export const logRead: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  const url = await postgres.newLog("reading");
  const store = await PostgresEventStore.open({ url });
  const plain = await plainPages(url);
  try {
    await fillLog(store, url);
    return [
      await compare("READ-all", `read all of ${total.toLocaleString("en")} events`, {
        ours: () => timed(total, store.readAll({ after: 0n })),
        baseline: () => timed(total, plain.log()),
      }),
      await compare("READ-stream", `read a stream of ${longStreamLength.toLocaleString("en")} events`, {
        ours: () => timed(longStreamLength, store.readStream(longStream)),
        baseline: () => timed(longStreamLength, plain.stream(longStream)),
      }),
    ];
  } finally {
    await plain.end();
    await store.close();
  }
};

async function compare(
  id: string,
  what: string,
  contenders: { ours: () => Promise<Sample>; baseline: () => Promise<Sample> },
): Promise<Row> {
  const rates = await inTurns(contenders);
  const baseline = { name: "pg, pages of 1,000", figure: rates.baseline };
  return { id, what, unit: "events/s", ours: rates.ours, baseline, goal: null };
}

/** Reads to the end and looks at every event: none may be missing. */
async function timed(expected: number, events: AsyncIterable<Pick<RecordedEvent, "data">>): Promise<Sample> {
  const start = performance.now();
  let done = 0;
  for await (const { data } of events) if (data["text"]) done += 1;
  const seconds = (performance.now() - start) / 1_000;
  mustAgree("Events read", { counted: expected, found: done });
  return { done, seconds };
}
