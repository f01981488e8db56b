import { mkdtemp, readFile, readdir, readlink, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, onTestFinished, vi } from "vitest";
import { joinEmbeddedPostgres, type EmbeddedPostgres } from "../../src/platform/postgres/embedded/index.ts";

/** A PostgreSQL that one test has for itself, durable as it is in production: it may be killed. */
export interface OwnPostgres extends EmbeddedPostgres {
  readonly dataDir: string;
  /** Sentences about its deaths. */
  readonly reports: readonly string[];
}

export async function ownPostgres(): Promise<OwnPostgres> {
  const dataDir = await newFolder();
  const reports: string[] = [];
  onTestFinished(() => remove(dataDir));
  const postgres = await joinEmbeddedPostgres({ dataDir, as: "server", report: (said) => reports.push(said) });
  return { ...postgres, dataDir, reports };
}

/** New folders for data; after each test whatever PostgreSQL still runs in one is ended, and the folder removed. */
export function dataDirs(): () => Promise<string> {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await remove(folder);
  });
  return async () => {
    const folder = await newFolder();
    made.push(folder);
    return folder;
  };
}

/** The process number of the PostgreSQL that runs in a data folder, null if none does: not by its file, which may lie. */
export async function postmasterOf(dataDir: string): Promise<number | null> {
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const isIt = await Promise.all(numbers.map((pid) => isPostmaster(pid, join(dataDir, "postgres"))));
  const found = numbers.find((_, index) => isIt[index]);
  return found === undefined ? null : Number(found);
}

/** It works in its data directory, as its sessions do, but they have names of their own. */
async function isPostmaster(pid: string, cluster: string): Promise<boolean> {
  const ended = (): string => "";
  const [program = ""] = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(ended)).split("\0");
  return program.endsWith("/postgres") && (await readlink(`/proc/${pid}/cwd`).catch(ended)) === cluster;
}

/** SIGKILL to the postmaster, once there is one: its sessions end by themselves, the file with its number stays. */
export async function killPostmaster(dataDir: string): Promise<number> {
  const pid = await vi.waitUntil(() => postmasterOf(dataDir), { timeout: 20_000 });
  process.kill(pid, "SIGKILL");
  return pid;
}

/** Whoever has joined it may start it again in the moment in which it is gone; that one is ended, too. */
async function remove(dataDir: string): Promise<void> {
  for (let pid = await postmasterOf(dataDir); pid !== null; pid = await postmasterOf(dataDir)) {
    const ending = pid;
    process.kill(ending, "SIGQUIT"); // at once, without writing anything down
    await vi.waitUntil(async () => (await postmasterOf(dataDir)) !== ending, { timeout: 10_000 });
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

async function newFolder(): Promise<string> {
  return mkdtemp(join(await realpath(tmpdir()), "verbatim-own-"));
}
