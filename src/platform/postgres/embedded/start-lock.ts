import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { reasonOf, StartRefused } from "../../start-refused.ts";

const patienceMs = 60_000;

/**
 * Lets one process at a time make or start the PostgreSQL of a data folder. The lock is a file that names its holder;
 * one whose holder is dead, or older than a start may take, counts for nothing.
 */
export async function withStartLock<T>(dataDir: string, start: () => Promise<T>): Promise<T> {
  const path = join(dataDir, "starting.lock");
  const deadline = Date.now() + patienceMs;
  while (!(await take(path))) {
    if (await removedStale(path)) continue;
    if (Date.now() > deadline) throw new StartRefused("DATA_DIR", `another process keeps ${path} locked.`);
    await pause(20);
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
    throw new StartRefused("DATA_DIR", `${path} cannot be written: ${reasonOf(error)}.`);
  }
}

/**
 * Removes a lock whose holder is dead. Whoever does so claims that very lock first and looks again: one that was slow to
 * decide must not remove the lock of a successor.
 */
async function removedStale(path: string): Promise<boolean> {
  const stale = await staleLock(path);
  if (!stale) return false;
  const claim = `${path}.${stale}`;
  if (!(await take(claim))) {
    if (await staleLock(claim)) await rm(claim, { force: true });
    return false;
  }
  try {
    if ((await staleLock(path)) === stale) await rm(path, { force: true });
  } finally {
    await rm(claim, { force: true });
  }
  return true;
}

/** Names this one lock among all that ever were at the path; null if it is not there, or holds. */
async function staleLock(path: string): Promise<string | null> {
  try {
    const [holder, { mtimeMs, ino }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    const isStale = Date.now() - mtimeMs > patienceMs || (holder !== "" && !isAlive(Number(holder)));
    return isStale ? `${ino}-${Math.floor(mtimeMs)}` : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
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
