import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { bareEnv } from "./bare-env.ts";
import { freePort } from "../../src/platform/postgres/embedded/cluster.ts";

const main = join(import.meta.dirname, "../../src/main.ts");

/** As `npm start` has them. */
const flagsOfNode = ["--max-semi-space-size=8", "--expose-gc"];

/** The server as `npm start` runs it: a process of its own, with these settings and no others; unless said, it counts no rates. */
export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  #output = "";

  private constructor(child: ChildProcess, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = child;
    this.#exited = once(child, "close").then(([code]) => code as number | null);
    child.stdout?.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
  }

  static async start(settings: Readonly<Record<string, string>>): Promise<ServerProcess> {
    const port = Number(settings["PORT"] ?? (await freePort()));
    const env = { ...bareEnv, PORT: String(port), RATE_LIMITS: "off", ...settings };
    return new ServerProcess(
      spawn(process.execPath, [...flagsOfNode, main], { env, stdio: ["ignore", "pipe", "pipe"] }),
      port,
    );
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  get output(): string {
    return this.#output;
  }

  /** Asks until it answers. @throws when it ended before. */
  async ready(): Promise<unknown> {
    for (;;) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (answer?.ok) return answer.json();
      await pause(20);
      if (this.#child.exitCode !== null) throw new Error(`The server ended: ${this.#output}`);
    }
  }

  /** @returns the exit code, null when a signal ended it. */
  async exited(): Promise<number | null> {
    return this.#exited;
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.#exited;
  }
}
