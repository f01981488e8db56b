import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { emlOf, type EmlOptions } from "./eml.ts";
import type { MailTransport, OutgoingMail } from "./outgoing.ts";

/** Where mails are written to that no server takes. */
export const outboxFolder = (dataDir: string): string => join(dataDir, "outbox");

/** By time, then by mail. */
const fileName = /^\d{8}T\d{9}Z_[0-9a-f-]{36}\.eml$/;

/** Writes mails to files, one each: a mail that comes again is the same file. */
export function outboxTransport(dataDir: string, options: EmlOptions): MailTransport {
  const folder = outboxFolder(dataDir);
  return {
    async deliver(mail) {
      const eml = await emlOf(mail, options);
      await mkdir(folder, { recursive: true });
      const path = join(folder, nameOf(mail));
      const file = await open(`${path}.part`, "w", 0o600);
      try {
        await file.writeFile(eml);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.part`, path);
    },
    close: () => Promise.resolve(),
  };
}

function nameOf({ date, id }: OutgoingMail): string {
  return `${date.toISOString().replaceAll(/[-:.]/g, "")}_${id}.eml`;
}

export interface OutboxEntry {
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The newest first, those before a name. */
export async function outboxPage(
  dataDir: string,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<readonly OutboxEntry[]> {
  const names = (await namesIn(dataDir)).filter((name) => before === null || name < before);
  return names
    .toSorted()
    .toReversed()
    .slice(0, limit)
    .map((name) => ({ name, at: timeIn(name) }));
}

/** Null where there is no such mail. */
export async function outboxMail(dataDir: string, name: string): Promise<Buffer | null> {
  if (!fileName.test(name)) return null;
  return readFile(join(outboxFolder(dataDir), name)).catch(nullIfMissing);
}

/** Mails that were written so many days ago go. */
export async function tidyOutbox(dataDir: string, days: number): Promise<void> {
  const since = Date.now() - days * 24 * 3_600_000;
  for (const name of await namesIn(dataDir)) {
    const path = join(outboxFolder(dataDir), name);
    const found = await stat(path).catch(nullIfMissing);
    if (found && found.mtimeMs < since) await rm(path, { force: true });
  }
}

async function namesIn(dataDir: string): Promise<readonly string[]> {
  const names = (await readdir(outboxFolder(dataDir)).catch(nullIfMissing)) ?? [];
  return names.filter((name) => fileName.test(name));
}

const nullIfMissing = (error: unknown): null => {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
  throw error;
};

const timeIn = (name: string): string =>
  name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, "$1-$2-$3T$4:$5:$6.$7Z");
