import { Command } from "commander";

/** What a command ends with whose exit code is a verdict, where it came to none: 1 would say that something is wrong. */
export const cannotJudge = 2;

/** A command whose exit code is a verdict. Called in a wrong way, it has judged nothing, and says so. */
export const judging = (name: string): Command =>
  new Command(name).exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : cannotJudge));
