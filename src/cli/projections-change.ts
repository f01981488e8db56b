import { Argument, Command, InvalidArgumentError } from "commander";
import { readConfig } from "../config.ts";
import type { Refused } from "../domain/decision.ts";
import { openFoundation, type Foundation } from "../foundation.ts";
import { allProjections } from "../projections/all.ts";
import { drop } from "../projections/drop.ts";
import { changePace } from "../projections/hurry.ts";
import { buildId } from "../projections/projection.ts";
import { readModels } from "../projections/reads/read-models.ts";
import { retry, skip } from "../projections/skips.ts";
import { statusOfAll, type ProjectionStatus } from "../projections/status.ts";
import { rollBack, switchTo } from "../projections/switch.ts";
import { byShell, causeOf, tellLog, why, type Reason } from "./shell.ts";

const ofName = (name: string, description: string): Command =>
  new Command(name).description(description).addArgument(new Argument("<name>", "the read model").choices(readModels));

export function switchCommand(): Command {
  return ofName("switch", "have queries go to another build: the newest that is ready, or the one that is named")
    .argument("[build]", "as the status shows it, such as 1.2")
    .addOption(why())
    .action((name: string, build: string | undefined, options: Reason) =>
      change(async (parts) => {
        const found = await buildOf(parts, name, build);
        if (!found) return missing;
        const outcome = await switchTo(
          { ...parts, registry: allProjections },
          { name, build: found.build, ...causeOf(options) },
        );
        return outcome.kind === "refused"
          ? outcome
          : `${name}: queries go to v${outcome.to} now, no more to v${outcome.from}.`;
      }),
    );
}

export function rollBackCommand(): Command {
  return ofName("rollback", "have queries go to the build that they went to before")
    .addOption(why())
    .action((name: string, options: Reason) =>
      change(async (parts) => {
        const outcome = await rollBack({ ...parts, registry: allProjections }, { name, ...causeOf(options) });
        return outcome.kind === "refused"
          ? outcome
          : `${name}: queries go to v${outcome.to} again, no more to v${outcome.from}.`;
      }),
    );
}

export function hurryCommand(): Command {
  return ofName("hurry", "let what is built beside take no rests: sending may take longer meanwhile")
    .option("--no-more", "it takes its time again")
    .addOption(why())
    .action((name: string, { more, ...options }: Reason & { readonly more: boolean }) =>
      change(async ({ pool }) => {
        const outcome = await changePace(pool, { name, isHurried: more, ...causeOf(options) });
        if (outcome.kind === "refused") return outcome;
        return `${name}: v${outcome.build} ${more ? "takes no rests any more" : "takes its time again"}.`;
      }),
    );
}

export function dropCommand(): Command {
  return ofName("drop", "drop a build that is not asked, tables and all")
    .argument("<build>", "as the status shows it, such as 1.2")
    .action((name: string, build: string) =>
      change(async (parts) => {
        const found = await buildOf(parts, name, build);
        if (!found) return missing;
        const outcome = await drop(parts.pool, { name, build: found.build });
        return outcome.kind === "refused" ? outcome : `${name}: v${build} is dropped.`;
      }),
    );
}

export function retryCommand(): Command {
  return ofName("retry", "let what is stopped try again where it stands")
    .addOption(why())
    .action((name: string, options: Reason) =>
      change(async ({ pool }) => {
        const outcome = await retry(pool, { name, ...causeOf(options) });
        return outcome.kind === "refused" ? outcome : `${name}: tries again.`;
      }),
    );
}

export function skipCommand(): Command {
  return ofName("skip", "leave out the event that a read model is stopped at, now and in every later build")
    .argument("<position>", "of the event, as the status shows it", positionGiven)
    .addOption(why().makeOptionMandatory())
    .action((name: string, position: bigint, { reason }: { readonly reason: string }) =>
      change(async ({ pool }) => {
        const outcome = await skip(pool, { name, position, by: byShell(), reason });
        return outcome.kind === "refused" ? outcome : `${name}: goes on without the event at ${position}.`;
      }),
    );
}

function positionGiven(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError("It must be a number.");
  return BigInt(text);
}

const missing: Refused = {
  kind: "refused",
  refusal: { code: "not_found", detail: "There is no such build that is ready." },
};

async function buildOf({ pool, store }: Foundation, name: string, id?: string): Promise<ProjectionStatus | undefined> {
  const builds = await statusOfAll(pool, store, name);
  if (id !== undefined) return builds.find(({ version, build }) => buildId({ version, build }) === id);
  const newest = builds.findLast(({ isReady }) => isReady);
  return newest?.isActive ? undefined : newest;
}

/** Does it, says so, and tells the log; what is refused ends the command with 1. */
async function change(work: (parts: Foundation) => Promise<string | Refused>): Promise<void> {
  await using parts = await openFoundation(readConfig(process.env), { as: "visitor", report: console.error });
  const outcome = await work(parts);
  if (typeof outcome !== "string") {
    console.error(`verbatim: ${outcome.refusal.detail}`);
    process.exitCode = 1;
    return;
  }
  console.log(outcome);
  await tellLog(parts);
}
