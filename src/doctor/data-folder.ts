import { access, constants, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Findings } from "./finding.ts";

const gibibyte = 2 ** 30;
const scarce = { problem: gibibyte / 2, warning: 5 * gibibyte };
const secrets = ["secret.key", "postgres.json"];

/** @returns whether the folder is there */
export async function examineDataFolder({ dataDir }: Pick<Config, "dataDir">, findings: Findings): Promise<boolean> {
  if (!(await isThere(dataDir))) {
    findings.warning(`DATA_DIR, ${dataDir}, is not there yet: the server makes it at its first start.`);
    return false;
  }
  const isOurs = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (isOurs)
    findings.ok(`DATA_DIR, ${dataDir}, can be read and written.`, { code: "data.usable", values: { path: dataDir } });
  else
    findings.problem(
      `DATA_DIR, ${dataDir}, cannot be read and written by this user: give it to whoever runs the server.`,
    );
  await lookAtSecrets(dataDir, findings);
  await lookAtDisk(dataDir, findings);
  return true;
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function lookAtSecrets(dataDir: string, findings: Findings): Promise<void> {
  for (const name of secrets) {
    const path = join(dataDir, name);
    const found = await stat(path).catch(() => null); // not there: nothing is open
    if (found && (found.mode & 0o077) !== 0)
      findings.warning(`${path} can be read by others than its owner: chmod 600 it.`);
  }
}

async function lookAtDisk(dataDir: string, findings: Findings): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const size = (free / gibibyte).toFixed(1);
  const told = `${size} GiB are free where DATA_DIR is`;
  if (free < scarce.problem) findings.problem(`${told}: make room, before PostgreSQL stops for want of it.`);
  else if (free < scarce.warning)
    findings.warning(`${told}: make room in time.`, { code: "disk.scarce", values: { size } });
  else findings.ok(`${told}.`, { code: "disk.free", values: { size } });
}
