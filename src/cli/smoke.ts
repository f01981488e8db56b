import { Command, InvalidArgumentError } from "commander";
import { smoke, type Step } from "../smoke/smoke.ts";

interface Options {
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly patience: number;
}

export function smokeCommand(): Command {
  return new Command("smoke")
    .description("use a server from outside as a client does, each thing once, and clean up; exit code 1: it failed")
    .requiredOption("--url <server>", "where people reach it, such as https://chat.example.org", webAddress)
    .option("--user <name>", "an account; absent: one is registered, where anybody may")
    .option("--password <password>", "its password; by default SMOKE_PASSWORD of the environment")
    .option("--patience <seconds>", "how long anything may take", seconds, 10)
    .action(run);
}

async function run({ url, user, password = process.env["SMOKE_PASSWORD"], patience }: Options): Promise<void> {
  const account = user !== undefined && password !== undefined ? { user, password } : null;
  if ((user === undefined) !== (password === undefined)) {
    console.error("verbatim: --user and --password belong together.");
    process.exitCode = 1;
    return;
  }
  const began = performance.now();
  const isWell = await smoke({ url, patience: patience * 1_000, account, onStep: (step) => console.log(lineOf(step)) });
  console.log(`${isWell ? "All is well" : "It does not work"}, after ${(performance.now() - began).toFixed(0)} ms.`);
  process.exitCode = isWell ? 0 : 1;
}

const lineOf = ({ name, milliseconds, failure, note }: Step): string =>
  `${failure === null ? "ok    " : "FAILED"}  ${name.padEnd(8)}  ${milliseconds.toFixed(0).padStart(6)} ms  ${
    failure ?? note ?? ""
  }`.trimEnd();

function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, "");
  throw new InvalidArgumentError("It must begin with http:// or https://.");
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 600) return value;
  throw new InvalidArgumentError("It must be a number of seconds, up to 600.");
}
