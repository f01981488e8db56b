import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { syncFolder } from "../platform/sync-folder.ts";
import { BackupRefused } from "./backup-refused.ts";

const file = z.strictObject({
  table: z.string(),
  columns: z.array(z.string()),
  name: z.string().regex(/^[a-z_.]+\.copy$/),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string(),
});
export type BackedUpFile = z.output<typeof file>;

const manifest = z.strictObject({
  format: z.literal("verbatim-backup-1"),
  made_at: z.iso.datetime(),
  /** Where the log is: of one elsewhere there are no events here. */
  log: z.enum(["postgresql", "eventstoredb"]),
  epoch: z.string(),
  head: z.string(),
  migrations: z.array(z.string()),
  files: z.array(file),
});
export type Manifest = z.output<typeof manifest>;

const fileName = "manifest.json";

/** Written last: a folder without it is no backup. */
export async function writeManifest(folder: string, written: Manifest): Promise<void> {
  const path = join(folder, fileName);
  await writeFile(path, `${JSON.stringify(written, null, 2)}\n`, { flag: "wx", flush: true });
  await syncFolder(folder);
}

/** @throws BackupRefused */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, fileName), "utf8").catch(() => {
    throw new BackupRefused(`${folder} is no whole backup: it has no ${fileName}.`);
  });
  const parsed = manifest.safeParse(jsonIn(text));
  if (!parsed.success) throw new BackupRefused(`${join(folder, fileName)} is not of a backup that this release knows.`);
  return parsed.data;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // then it does not fit, which is said
  }
}

/** @throws BackupRefused for a file that is missing or not as it was written. */
export async function checkFile(path: string, { sha256 }: BackedUpFile): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash).catch(() => {
    throw new BackupRefused(`${path} is missing, or cannot be read.`);
  });
  if (hash.digest("hex") !== sha256) throw new BackupRefused(`${path} is damaged: it is not as it was written.`);
}
