import { Command } from "commander";
import { createCommandContext } from "../commands/create-context.ts";
import { openFoundation } from "../foundation.ts";
import { readConfig } from "../config.ts";
import { ImportRefused } from "../import/irc/import-refused.ts";
import { importIrc, type ImportCounts } from "../import/irc/import-irc.ts";
import { commandsAtOnce } from "../import/irc/room-writer.ts";
import { survey, type Survey } from "../import/irc/survey.ts";
import { oneAtATime } from "../import/one-at-a-time.ts";
import { reasonOf } from "../platform/start-refused.ts";
import { countsText, surveyText } from "./import-irc-report.ts";
import { ImportProgress } from "./import-progress.ts";

interface Options {
  readonly dryRun?: true;
  readonly channel?: string;
  readonly verbose?: true;
}

export function importIrcCommand(): Command {
  return new Command("irc")
    .description("logs of an IRC channel, as irclogs.ubuntu.com has them, with reply links where there are any")
    .argument("<folder>", "where the files *.raw.txt and *.annotation.txt are")
    .option("--dry-run", "read and count, write nothing")
    .option("--channel <name>", "the channel they are of; by default the one that they name")
    .option("--verbose", "list each line that is left out")
    .action(run);
}

async function run(folder: string, options: Options): Promise<void> {
  const progress = new ImportProgress({ listsAll: options.verbose ?? false });
  const found = await surveyOf(folder, progress);
  const channel = options.channel ?? found.channel;
  if (channel === null) throw new ImportRefused("No line names the channel; name it with --channel.");
  if (channel.trim() === "") throw new ImportRefused("The channel needs a name.");
  console.log(surveyText(found, channel));
  if (!options.dryRun) {
    const started = performance.now();
    const counts = await write({ folder, channel, survey: found }, progress);
    console.log(countsText(counts, performance.now() - started));
  }
  progress.listSkipped();
}

async function surveyOf(folder: string, progress: ImportProgress): Promise<Survey> {
  try {
    return await survey(folder, progress.onSkipped);
  } catch (error) {
    throw new ImportRefused(`${folder} cannot be read: ${reasonOf(error)}.`);
  }
}

async function write(
  source: { folder: string; channel: string; survey: Survey },
  progress: ImportProgress,
): Promise<ImportCounts> {
  await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
  const { pool, keys, databaseUrl } = parts;
  const commands = createCommandContext({
    ...parts,
    clock: () => new Date().toISOString(),
    report: console.error,
    maxBatch: commandsAtOnce,
  });
  const auth = { pool, now: () => new Date(), registration: "closed" as const };
  const stopped = stopSignal();
  const onWaiting = (): void => console.error("Somebody else imports this channel; waiting for them.");
  return await oneAtATime({ databaseUrl, subject: source.channel.toLowerCase(), onWaiting }, async () => {
    progress.start(source.survey.lines);
    try {
      return await importIrc({ commands, auth, keys }, { ...source, signal: stopped }, progress);
    } finally {
      progress.stop();
      await commands.close();
    }
  });
}

/** A first Ctrl-C ends the import in order; a second one the process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new ImportRefused("Stopped. Run it again, and it goes on from here."));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  return controller.signal;
}
