import { VerbatimServer } from "../support/verbatim-server.ts";
import { Archive } from "./archive.ts";

/** A deployment that is asked while nothing else happens: its log grows while its server is stopped. */
export class Deployment implements AsyncDisposable {
  readonly archive: Archive;
  #server: VerbatimServer;

  private constructor(archive: Archive, server: VerbatimServer) {
    this.archive = archive;
    this.#server = server;
  }

  static async begin(databaseUrl: string): Promise<Deployment> {
    const server = await VerbatimServer.start(databaseUrl);
    return new Deployment(await Archive.begin(server, databaseUrl), server);
  }

  /** A server that answers from so many lines, and has written none of them. */
  async serverWith(lines: number): Promise<VerbatimServer> {
    await this.#server.stop();
    await this.archive.growAloneTo(lines);
    this.#server = await this.#server.startedAgain("api,gateway");
    return this.#server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.archive[Symbol.asyncDispose]();
    await this.#server[Symbol.asyncDispose]();
  }
}
