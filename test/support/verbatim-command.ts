import { execFile } from "node:child_process";
import { join } from "node:path";
import { bareEnv } from "./bare-env.ts";

const program = join(import.meta.dirname, "../../src/cli/verbatim.ts");

export interface Said {
  readonly exitCode: number;
  readonly output: string;
  readonly complaint: string;
}

/** The command line in a process of its own, with these settings and no others. */
export async function verbatim(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<Said> {
  const env = { ...bareEnv, ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env }, (error, output, complaint) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), output, complaint });
    });
  });
}
