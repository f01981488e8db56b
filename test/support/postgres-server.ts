import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { joinEmbeddedPostgres } from "../../src/platform/postgres/embedded/index.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/**
 * One PostgreSQL for all test files of a run; each takes a database of its own (./database.ts). `POSTGRES_TEST_URL`
 * names one of another version (its role must be allowed to make databases); otherwise it is the embedded one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["POSTGRES_TEST_URL"];
  if (given) {
    project.provide("postgresUrl", given);
    return () => Promise.resolve();
  }
  const dataDir = await mkdtemp(join(tmpdir(), "verbatim-test-"));
  // What survives a crash is tested on servers of their own (test/contract/postgres), with fsync on as it must be.
  // Two files may each start five servers, and each of those has some forty connections when it is busy.
  const settings = { fsync: "off", max_connections: "500" };
  const postgres = await joinEmbeddedPostgres({ dataDir, as: "server", settings });
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.leave();
    await rm(dataDir, { recursive: true, force: true });
  };
}
