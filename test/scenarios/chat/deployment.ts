import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { emptyDatabase } from "../../support/database.ts";
import { ServerProcess } from "../../support/server-process.ts";

/** One database, and the processes that serve it: any number, each of which may die. */
export class Deployment {
  readonly #settings: Readonly<Record<string, string>>;

  private constructor(settings: Readonly<Record<string, string>>) {
    this.#settings = settings;
  }

  static async make(): Promise<Deployment> {
    const folder = await mkdtemp(join(tmpdir(), "verbatim-chat-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    return new Deployment({ DATABASE_URL: await emptyDatabase(), DATA_DIR: folder, LOG_LEVEL: "warn" });
  }

  /** Settles when it answers. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const server = await ServerProcess.start({ ...this.#settings, ...settings });
    onTestFinished(async () => void (await server.kill("SIGKILL")));
    await server.ready();
    return server;
  }
}
