import { Command, Option } from "commander";
import type { Pool } from "pg";
import { readConfig } from "../config.ts";
import { openFoundation } from "../foundation.ts";
import { countMails } from "../workers/email/mails.ts";
import { countJobs, dropDead, jobStates, listJobs, retryDead, type JobState } from "../workers/jobs/dead-letters.ts";

const pageSize = 100;

export function jobsCommand(): Command {
  return new Command("jobs")
    .description("what is done later, such as mails, and what of it failed for good")
    .addCommand(list())
    .addCommand(change("retry", "let dead jobs be tried again, from their first attempt on", retryDead))
    .addCommand(change("drop", "let dead jobs never be done", dropDead));
}

function list(): Command {
  return new Command("list")
    .description("how many jobs wait and are dead, and those in a state, the newest first")
    .addOption(new Option("--state <state>", "their state").choices(jobStates).default("dead"))
    .option("--all", "all of them, not the newest hundred only")
    .action(async ({ state, all = false }: { readonly state: JobState; readonly all?: boolean }) => {
      await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      for (const { kind, state: of, count } of await countJobs(parts.pool)) console.log(`${kind}  ${of}  ${count}`);
      const { sent, repeats, refusedAddresses } = await countMails(parts.pool);
      console.log(`mails  sent ${sent}  repeats ${repeats}  refused addresses ${refusedAddresses}`);
      for await (const line of linesOf(parts.pool, { state, all })) console.log(line);
    });
}

async function* linesOf(
  pool: Pool,
  { state, all }: { readonly state: JobState; readonly all: boolean },
): AsyncGenerator<string, void> {
  let after = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listJobs>> = await listJobs(pool, { state, limit: pageSize, after });
    for (const { id, kind, subject, attempts, madeAt, error } of page)
      yield `${id}  ${kind}  ${subject}  made ${madeAt.toISOString()}  attempts ${attempts}  ${error ?? ""}`.trimEnd();
    const last = page.at(-1);
    if (!all || !last || page.length < pageSize) return;
    after = { madeAt: last.exactly, id: last.id };
  }
}

function change(name: string, description: string, changeDead: typeof retryDead): Command {
  return new Command(name)
    .description(description)
    .argument("<ids...>", "as the list shows them")
    .action(async (ids: readonly string[]) => {
      await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
      for (const id of ids) {
        const changed = await changeDead(parts.pool, id);
        if (!changed) process.exitCode = 1;
        console.log(changed ? `${id}  ${changed.kind}  ${changed.state}` : `${id}  there is no dead job of this id`);
      }
    });
}
