import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartRefused } from "../../start-refused.ts";

const patienceMs = 60_000;

/**
 * Lets one process at a time make or start the PostgreSQL of a data folder. The lock is a file that names its holder;
 * one whose holder is dead, or older than a start may take, counts for nothing.
 */
export async function withStartLock<T>(dataDir: string, start: () => Promise<T>): Promise<T> {
  const path = join(dataDir, "starting.lock");
  const deadline = Date.now() + patienceMs;
  while (!(await take(path))) {
    if (await isStale(path)) await rm(path, { force: true });
    else if (Date.now() > deadline) throw new StartRefused("DATA_DIR", `another process keeps ${path} locked.`);
    else await pause(20);
  }
  try {
    return await start();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return Date.now() - mtimeMs > patienceMs || (holder !== "" && !isAlive(Number(holder)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Whether a process with that number exists, ours or somebody else's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
