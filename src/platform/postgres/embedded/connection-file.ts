import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How processes of this machine reach the PostgreSQL of a data folder: `DATA_DIR/postgres.json`, for its owner only. */
export interface ConnectionFile {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export function newConnection(port: number): ConnectionFile {
  const password = randomBytes(24).toString("base64url");
  return { host: "127.0.0.1", port, user: "verbatim", password, database: "verbatim" };
}

export async function readConnectionFile(dataDir: string): Promise<ConnectionFile | null> {
  try {
    return JSON.parse(await readFile(pathOf(dataDir), "utf8")) as ConnectionFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Replaces the file at once, so that no reader ever sees half of it. */
export async function writeConnectionFile(dataDir: string, connection: ConnectionFile): Promise<void> {
  const draft = `${pathOf(dataDir)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, pathOf(dataDir));
}

export function urlOf({ user, password, host, port, database }: ConnectionFile): string {
  return `postgresql://${user}:${password}@${host}:${port}/${database}`;
}

const pathOf = (dataDir: string): string => join(dataDir, "postgres.json");
