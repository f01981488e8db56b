import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A script of the benchmarks as a process of its own; told to end when it is disposed of. */
export interface Process extends AsyncDisposable {
  /** Its next line on standard output. @throws when it ended before. */
  line(): Promise<string>;
  write(line: string): void;
}

/** @param script relative to the folder of the benchmarks */
export function startProcess(script: string, args: readonly string[]): Process {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = once(child, "close");
  return {
    async line() {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${script} ended.`);
      return value;
    },
    write: (line) => void child.stdin.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}
