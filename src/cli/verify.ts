import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Command } from "commander";
import { cannotJudge, judging } from "./judging.ts";

/** The verifier that stands alone: the same file, run the same way as by somebody who has nothing else of this. */
const verifier = join(import.meta.dirname, "../../verifier/verify.mjs");

export function verifyCommand(): Command {
  return judging("verify")
    .description("whether an export holds: 0 it does, 1 it does not, 2 it cannot be judged")
    .usage("<export> --key <public key> [--checkpoint <kept>] [--conversation <id>]... [--part]")
    .argument("[words...]")
    .allowUnknownOption()
    .action(async (words: readonly string[]) => {
      const child = spawn(process.execPath, [verifier, ...words], { stdio: "inherit" });
      const [code] = (await once(child, "close")) as [number | null];
      process.exitCode = code ?? cannotJudge;
    });
}
