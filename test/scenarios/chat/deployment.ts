import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { emptyDatabase } from "../../support/database.ts";
import { ServerProcess } from "../../support/server-process.ts";

/** Is told what is to be done in the end. */
export type AtEnd = (cleanUp: () => Promise<void>) => void;

/** One database, and the processes that serve it: any number, each of which may die. */
export class Deployment {
  readonly #settings: Readonly<Record<string, string>>;
  readonly #atEnd: AtEnd;

  private constructor(settings: Readonly<Record<string, string>>, atEnd: AtEnd) {
    this.#settings = settings;
    this.#atEnd = atEnd;
  }

  /** @param atEnd absent: it ends with the test */
  static async make(atEnd: AtEnd = onTestFinished): Promise<Deployment> {
    const folder = await mkdtemp(join(tmpdir(), "verbatim-chat-"));
    atEnd(() => rm(folder, { recursive: true, force: true }));
    return new Deployment({ DATABASE_URL: await emptyDatabase(), DATA_DIR: folder, LOG_LEVEL: "warn" }, atEnd);
  }

  /** Settles when it answers. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const server = await ServerProcess.start({ ...this.#settings, ...settings });
    this.#atEnd(async () => void (await server.kill("SIGKILL")));
    await server.ready();
    return server;
  }
}
