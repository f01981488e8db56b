import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../../src/platform/postgres/embedded/cluster.ts";
import type { ServerProcess } from "../../support/server-process.ts";
import type { Deployment } from "./deployment.ts";

/** Tries until it is answered, as a client does. @throws what was answered, where that is a refusal */
export async function atLast<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const isAnswered = error instanceof Error && /^\d{3}:/.test(error.message);
      if (isAnswered && !error.message.startsWith("503")) throw error;
      await pause(20); // it is down, or coming up
    }
  }
}

/** A server that dies now and then, and comes back at the same address. */
export class DyingServer {
  readonly url: string;
  readonly #deployment: Deployment;
  readonly #port: string;
  #server: ServerProcess;

  private constructor(deployment: Deployment, port: string, server: ServerProcess) {
    this.url = server.url;
    this.#deployment = deployment;
    this.#port = port;
    this.#server = server;
  }

  static async start(deployment: Deployment): Promise<DyingServer> {
    const port = String(await freePort());
    return new DyingServer(deployment, port, await deployment.start({ PORT: port }));
  }

  /** Kills it so often, each time when the next part of what is to be done is done. */
  async dies(times: number, { isPast }: { readonly isPast: (part: number) => boolean }): Promise<void> {
    for (let n = 1; n <= times; n += 1) {
      while (!isPast(n / (times + 1))) await pause(5);
      if ((await this.#server.kill("SIGKILL")) !== null) throw new Error("It ended by itself.");
      this.#server = await this.#deployment.start({ PORT: this.#port });
    }
  }
}
