import { plainStream, verbatimStream, type StreamServer } from "./stream/contenders.ts";
import { Listeners } from "./stream/listeners.ts";
import { Sender } from "./stream/sender.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { inTurns, type Sample } from "./support/in-turns.ts";
import { BenchPostgres } from "./support/postgres.ts";

const subscribers = 1_000;
const messages = 200;

/** P5: messages to one conversation, delivered to a thousand streams. */
export const fanout: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  await using verbatim = await verbatimStream(await postgres.newDatabase("fanout"));
  await using bare = await plainStream("direct");
  const rates = await inTurns({ ours: () => turn(verbatim), bare: () => turn(bare) });
  return [
    {
      id: "P5",
      what: `deliver ${messages} messages to ${subscribers} streams`,
      unit: "deliveries/s",
      ours: rates.ours,
      baseline: { name: "bare node:http, the same frames", figure: rates.bare },
      goal: { of: "ratio", is: "at least", value: 0.8 },
    },
  ];
};

/** From the first message posted to the last one delivered. */
async function turn({ stream, messages: place }: StreamServer): Promise<Sample> {
  await using listeners = await Listeners.open(stream, subscribers);
  const sender = new Sender(place);
  const started = performance.now();
  const [delivered] = await Promise.all([
    listeners.receive(messages * subscribers).then(() => performance.now()),
    ...Array.from({ length: messages }, (_, n) => sender.send(`The ${n}th thing that was said, as long as most are.`)),
  ]);
  sender.close();
  return { done: messages * subscribers, seconds: (delivered - started) / 1_000 };
}
