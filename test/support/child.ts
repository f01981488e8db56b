import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A script in a process of its own, which says what it does on its output: JSON, one value a line. */
export interface Child<Line> {
  readonly pid: number;
  /** Everything that it has said so far. */
  readonly lines: readonly Line[];
  /** Waits until it has said enough. @throws Error with its last words if it ends before. */
  until(isEnough: (lines: readonly Line[]) => boolean): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Ends its input, which tells it to finish, and waits until it has. */
  finish(): Promise<void>;
  /** Ends it as nothing else does, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  /** The script, beside this file. */
  readonly script: string;
  readonly args: readonly string[];
  /** A command that runs it, and its options: the words before. */
  readonly within?: readonly string[];
  /** Whom it runs as; by default ourselves. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

export function startChild<Line>({ script, args, within = [], account }: ChildOptions): Child<Line> {
  const path = new URL(script, import.meta.url).pathname;
  const [command = process.execPath, ...words] = [...within, process.execPath, path, ...args];
  const child = spawn(command, words, { ...account, stdio: ["pipe", "pipe", "pipe"] });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let complaints = "";
  let isGone = false;
  const wake = (): void => waiting.forEach((check) => check());
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(JSON.parse(line) as Line);
    wake();
  });
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  child.stdin.on("error", () => undefined); // it is gone already: nothing is left to be told
  child.on("error", (error) => (complaints += error.message));
  const closed = new Promise<void>((resolve) => {
    child.once("close", () => {
      isGone = true;
      wake();
      resolve();
    });
  });

  return {
    pid: child.pid ?? -1,
    lines,
    until: (isEnough) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const isDone = isEnough(lines);
          if (!isDone && !isGone) return;
          waiting.delete(check);
          if (isDone) resolve();
          else reject(new Error(`${script} ended (${child.exitCode ?? child.signalCode}): ${complaints}`));
        };
        waiting.add(check);
        check();
      }),
    signal: (name) => void child.kill(name),
    async finish() {
      child.stdin.end();
      await closed;
    },
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

/** For scripts: says a value to whoever started us. On a pipe this is written before it returns. */
export function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
