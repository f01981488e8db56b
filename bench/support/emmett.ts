import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../emmett", import.meta.url));

type Child = ChildProcess & { readonly stdin: Writable; readonly stdout: Readable };

/** A program of bench/emmett: a line of JSON asks, a line of JSON answers. */
export class Emmett {
  readonly #child: Child;
  readonly #answers: AsyncIterator<string, undefined>;

  private constructor(child: Child) {
    this.#child = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  static async start(program: string, parameters: readonly string[]): Promise<Emmett> {
    installIfMissing();
    const child = spawn(process.execPath, [join(folder, program), ...parameters], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(child, "spawn");
    return new Emmett(child);
  }

  async ask<Answer>(question: unknown): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error("emmett's process ended without an answer.");
    return JSON.parse(answer.value) as Answer;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.stdin.end();
    await once(this.#child, "exit");
  }
}

/** It has a package of its own, so that the product never depends on it. */
function installIfMissing(): void {
  if (existsSync(join(folder, "node_modules"))) return;
  console.log("Installing emmett (once) …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("emmett could not be installed.");
}
