import { Command } from "commander";
import { LogCopyRefused } from "../log-copy/copy-refused.ts";
import { copyLog, type Copied, type CopyProgress } from "../log-copy/copy-log.ts";
import { oneByOne } from "../log-copy/pace.ts";
import { openPlaces, withPlaces, type PlaceOptions } from "./log-places.ts";
import { LogProgress } from "./log-progress.ts";

interface Options extends PlaceOptions {
  readonly follow?: true;
  readonly oneByOne?: true;
}

const doing: Readonly<Record<CopyProgress["phase"], string>> = {
  checking: "checking what is there",
  copying: "copying",
  following: "caught up, waiting for more",
};

export function logCopyCommand(): Command {
  return withPlaces(new Command("copy"))
    .description("copy the log to another place, event by event; run again, it goes on where it was")
    .option("--follow", "go on as the source grows, until Ctrl-C")
    .option("--one-by-one", "wait for each append: slower, for a target that does not keep the order")
    .action(run);
}

async function run(options: Options): Promise<void> {
  await using places = await openPlaces(options, { to: "target" });
  const { from, to } = places;
  if ((await from.store.head()) === 0n) throw new LogCopyRefused(`The source, ${from.name}, holds no events.`);
  console.log(`from  ${from.name}\nto    ${to.name}`);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const shown = new LogProgress();
  const began = performance.now();
  const copied = await copyLog({
    from: from.store,
    to: to.store,
    pace: options.oneByOne ? oneByOne : to.pace,
    follows: options.follow ?? false,
    signal: stopping.signal,
    onProgress: ({ phase, ...progress }) => shown.show({ doing: doing[phase], ...progress }),
    report: console.error,
  }).finally(() => shown.end());
  console.log(copiedText(copied, (performance.now() - began) / 1_000));
  if (copied.position !== copied.head) process.exitCode = 1;
}

function copiedText({ there, written, position, head }: Copied, seconds: number): string {
  const rate = Math.round(written / Math.max(seconds, 0.001));
  return [
    `there before  ${there.toLocaleString("en")}`,
    `written       ${written.toLocaleString("en")}, in ${seconds.toFixed(1)} s, ${rate.toLocaleString("en")} a second`,
    position === head
      ? `The target holds all of the source, up to ${head}.`
      : `The target holds the source up to ${position}; the source has come to ${head}. Stop what writes to it, and run this again.`,
  ].join("\n");
}
