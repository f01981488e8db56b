import { readFile, readlink, rm, stat } from "node:fs/promises";
import { platform } from "node:os";
import { basename, join } from "node:path";
import type { Account } from "./account.ts";
import { isAlive } from "./start-lock.ts";

export interface PostgresHome {
  /** PostgreSQL's own data directory. */
  readonly folder: string;
  readonly account: Account;
}

/**
 * The process number of the running server, null if there is none. A file left by a killed one may name a number that
 * another program has by now: where the system tells, the program must live in our folder; else the file is removed,
 * since PostgreSQL itself would refuse to start beside it.
 */
export async function postmaster(home: PostgresHome): Promise<number | null> {
  const file = join(home.folder, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0) || !isAlive(pid)) return null;
  if (platform() !== "linux" || (await isOurs(pid, home))) return pid;
  await rm(file, { force: true });
  return null;
}

async function isOurs(pid: number, { folder, account }: PostgresHome): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === folder;
  } catch (error) {
    // Dead, though perhaps not buried yet (a container's first process may bury nobody), has no folder any more.
    if ((error as NodeJS.ErrnoException).code !== "EACCES") return false;
  }
  // Root without all its capabilities may not look at our account's processes; but it sees whose they are.
  const owner = await stat(`/proc/${pid}`).catch(() => null);
  const [program = ""] = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
  return owner?.uid === (account.ids?.uid ?? process.getuid?.()) && basename(program) === "postgres";
}
