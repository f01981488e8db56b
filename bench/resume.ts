import { readConfig } from "../src/config.ts";
import { openFoundation } from "../src/foundation.ts";
import { Crowd } from "./resume/crowd.ts";
import { meanwhile, type Bystanders, type Meanwhile } from "./resume/meanwhile.ts";
import { peakKilobytes } from "./stream/resident.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";
import { VerbatimServer } from "./support/verbatim-server.ts";

const rooms = Number(process.env["RESUME_ROOMS"] ?? 50);
const membersOfEach = 100;
const missed = 200;

/**
 * P7: five thousand people, each with a stream, are cut at once, and come back at once to what was said meanwhile: to the
 * process that they were cut from, whose ring has it, and to a new one, which reads it in the log.
 */
export const resume: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  const url = await postgres.newDatabase("resume");
  await using first = await VerbatimServer.start(url);
  const bystanders = await bystandersOf(first);
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: first.dataDir });
  await using foundation = await openFoundation(config, { as: "visitor", report: console.error });
  using crowd = await Crowd.gather(foundation, { rooms, membersOfEach });
  await using server = await first.startedAgain(); // its ring has nothing but what is missed
  await crowd.connect(server.url);
  crowd.cut();
  await crowd.say(missed);
  const same = await comeBack(crowd, server, bystanders);
  crowd.cut();
  await crowd.say(missed);
  await using another = await server.startedAgain();
  const restarted = await comeBack(crowd, another, bystanders);
  return [...rowsOf("P7", "to the same process", same), ...rowsOf("P7-restart", "to a new process", restarted)];
};

async function bystandersOf(server: VerbatimServer): Promise<Bystanders> {
  const [writer, listener] = await server.register(2);
  if (!writer || !listener) throw new Error("Two people are needed.");
  return { writer, listener, conversation: await server.startGroup(writer, [listener]) };
}

interface ComingBack {
  readonly seconds: number;
  readonly seen: Meanwhile;
  /** Of the server at most, in kilobytes. */
  readonly peak: number | null;
}

/** From when the server can be reached until each was told all; then one more is told, so that nothing was told twice. */
async function comeBack(crowd: Crowd, server: VerbatimServer, bystanders: Bystanders): Promise<ComingBack> {
  let seconds = Number.NaN;
  const seen = await meanwhile(server.url, bystanders, async () => {
    const began = performance.now();
    await Promise.all([crowd.comeBack(server.url), crowd.untilAllWereTold()]);
    seconds = (performance.now() - began) / 1_000;
  });
  const peak = await peakKilobytes(server.pid);
  await crowd.say(1);
  await crowd.untilAllWereTold();
  return { seconds, seen, peak };
}

function rowsOf(id: string, to: string, { seconds, seen, peak }: ComingBack): Row[] {
  const who = `${(rooms * membersOfEach).toLocaleString("en")} people come back ${to}, each to ${missed} messages`;
  const row = { baseline: null, goal: null };
  return [
    { ...row, id, what: who, unit: "s", ours: seconds, goal: { of: "ours", is: "at most", value: 10 } },
    {
      ...row,
      id: `${id}-live`,
      what: `${who}: accepted to delivered to those who stayed, 99th percentile`,
      unit: "ms",
      ours: seen.sinceAccepted,
      goal: { of: "ours", is: "at most", value: 250 },
    },
    {
      ...row,
      id: `${id}-posted`,
      what: `${who}: posted to delivered to those who stayed, 99th percentile`,
      unit: "ms",
      ours: seen.sincePosted,
    },
    ...(peak === null
      ? []
      : [{ ...row, id: `${id}-memory`, what: `${who}: the server's memory at most`, unit: "MB", ours: peak / 1_024 }]),
  ];
}
