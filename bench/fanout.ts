import { plainStream, verbatimStream, type StreamServer, type VerbatimStream } from "./stream/contenders.ts";
import { Listeners } from "./stream/listeners.ts";
import { settledKilobytes } from "./stream/resident.ts";
import { Sender } from "./stream/sender.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { inTurns, type Sample } from "./support/in-turns.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";

const subscribers = 1_000;
const further = 3_000;
const messages = 200;
const pacedMessages = 50;

/** P5: messages to one conversation, delivered to a thousand streams: all at once, one by one, and none. */
export const fanout: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  await using verbatim = await verbatimStream(await postgres.newDatabase("fanout"));
  await using bare = await plainStream("direct");
  // Memory first: a server that was busy has room that new connections need not ask the system for.
  const idle = await idleRow(verbatim);
  const rates = await inTurns({ ours: () => turn(verbatim), bare: () => turn(bare) });
  const paced = await inTurns({ ours: () => pacedTurn(verbatim), bare: () => pacedTurn(bare) });
  const baseline = { name: "bare node:http, the same frames" };
  const row = { unit: "deliveries/s", goal: { of: "ratio", is: "at least", value: 0.8 } } as const;
  return [
    {
      ...row,
      id: "P5",
      what: `deliver ${messages} messages to ${subscribers} streams`,
      ours: rates.ours,
      baseline: { ...baseline, figure: rates.bare },
    },
    {
      ...row,
      id: "P5-paced",
      what: `deliver one message after the other to ${subscribers} streams`,
      ours: paced.ours,
      baseline: { ...baseline, figure: paced.bare },
    },
    ...idle,
  ];
};

/** From the first message posted to the last one delivered. */
async function turn({ stream, messages: place }: StreamServer): Promise<Sample> {
  await using listeners = await Listeners.open(stream, subscribers);
  const sender = new Sender(place);
  const started = performance.now();
  const [delivered] = await Promise.all([
    listeners.receive(messages * subscribers).then(() => performance.now()),
    ...Array.from({ length: messages }, (_, n) => sender.send(sentence(n))),
  ]);
  sender.close();
  return { done: messages * subscribers, seconds: (delivered - started) / 1_000 };
}

/** Each message has come to everybody before the next is posted, so that none shares a write with another. */
async function pacedTurn({ stream, messages: place }: StreamServer): Promise<Sample> {
  await using listeners = await Listeners.open(stream, subscribers);
  const sender = new Sender(place);
  const started = performance.now();
  for (let n = 0; n < pacedMessages; n += 1)
    await Promise.all([listeners.receive(subscribers), sender.send(sentence(n))]);
  sender.close();
  return { done: pacedMessages * subscribers, seconds: (performance.now() - started) / 1_000 };
}

const sentence = (n: number): string => `The ${n}th thing that was said, as long as most are.`;

/** What a stream that nothing is told on costs the server; no row where the system does not tell. */
async function idleRow({ pid, stream }: VerbatimStream): Promise<Row[]> {
  // A thousand first: opening so many at once lets the young generation of the heap grow, once, whatever they cost.
  const first = await Listeners.open(stream, subscribers);
  const before = await settledKilobytes(pid);
  const idle = await Listeners.open(stream, further);
  const after = await settledKilobytes(pid);
  for (const each of [first, idle]) await each[Symbol.asyncDispose]();
  if (before === null || after === null) return [];
  return [
    {
      id: "P5-idle",
      what: `memory of a stream on which nothing happens, of ${further} beside ${subscribers}`,
      unit: "KB",
      ours: (after - before) / further,
      baseline: null,
      goal: { of: "ours", is: "at most", value: 20 },
    },
  ];
}
