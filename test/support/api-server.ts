import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { emptyDatabase } from "./database.ts";
import { ServerProcess } from "./server-process.ts";

/** A server that the tests of a file share, on a database of its own. */
export interface ApiServerUnderTest {
  readonly url: string;
  readonly databaseUrl: string;
  /** What it logged so far. */
  readonly output: string;
}

type Settings = Readonly<Record<string, string>>;

/** @param given settings, or what makes them before the server starts */
export function apiServer(given: Settings | (() => Promise<Settings>) = {}): ApiServerUnderTest {
  let server: ServerProcess | undefined;
  let databaseUrl = "";
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "verbatim-api-"));
    const settings = typeof given === "function" ? await given() : given;
    databaseUrl = settings["DATABASE_URL"] ?? (await emptyDatabase());
    server = await ServerProcess.start({
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      DB_POOL_SIZE: "5",
      DB_MAX_OVERFLOW: "5",
      ...settings,
    });
    await server.ready();
  });
  afterAll(async () => {
    await server?.kill("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get url() {
      return server?.url ?? "";
    },
    get databaseUrl() {
      return databaseUrl;
    },
    get output() {
      return server?.output ?? "";
    },
  };
}
