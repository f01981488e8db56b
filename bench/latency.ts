import { setTimeout as pause } from "node:timers/promises";
import { plainStream, verbatimStream, type StreamServer } from "./stream/contenders.ts";
import { Listeners } from "./stream/listeners.ts";
import { Sender } from "./stream/sender.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";

const listenerCount = 100;
const secondsPerTurn = 4;
const turns = 3;

/** P6: from a message's acceptance to its delivery on each of a hundred streams, at so many messages a second. */
export const latency: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  await using verbatim = await verbatimStream(await postgres.newDatabase("latency"));
  await using notify = await plainStream(await postgres.newDatabase("latency_notify"));
  const rows: Row[] = [];
  for (const rate of [100, 500, 1_000]) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let n = 0; n < turns; n += 1) {
      ours.push(await p99Of(verbatim, rate));
      theirs.push(await p99Of(notify, rate));
    }
    rows.push({
      id: rate === 500 ? "P6" : `P6-${rate}`,
      what: `accepted to delivered, ${rate} messages/s to ${listenerCount} streams: 99th percentile`,
      unit: "ms",
      ours: median(ours),
      baseline: { name: "NOTIFY, no event store", figure: median(theirs) },
      goal: rate === 500 ? { of: "ours", is: "at most", value: 25 } : null,
    });
  }
  return rows;
};

/** A delivery that comes before the sender's answer took no time. */
async function p99Of({ stream, messages }: StreamServer, rate: number): Promise<number> {
  const acceptedAt = new Map<string, number>();
  const deliveries: { readonly mark: string; readonly at: number }[] = [];
  await using listeners = await Listeners.open(stream, listenerCount, (frame, at) => {
    const [mark] = /#\d+#/.exec(frame) ?? [];
    if (mark !== undefined) deliveries.push({ mark, at });
  });
  const sender = new Sender(messages);
  const count = rate * secondsPerTurn;
  const all = listeners.receive(count * listenerCount);
  const started = performance.now();
  const sent: Promise<void>[] = [];
  while (sent.length < count) {
    for (const due = ((performance.now() - started) * rate) / 1_000; sent.length < Math.min(due, count);) {
      const mark = `#${sent.length}#`;
      sent.push(sender.send(`${mark} is what was said, as long as most are.`).then(() => note(acceptedAt, mark)));
    }
    await pause(1);
  }
  await Promise.all([all, ...sent]);
  sender.close();
  const took = deliveries.map(({ mark, at }) => Math.max(0, at - (acceptedAt.get(mark) ?? 0)));
  return took.toSorted((one, other) => one - other)[Math.floor(took.length * 0.99)] ?? Number.NaN;
}

const note = (times: Map<string, number>, mark: string): void => void times.set(mark, performance.now());

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
