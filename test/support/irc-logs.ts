import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes `<name>.raw.txt`, a line each, and where there are links `<name>.annotation.txt`. */
export async function writeLog(
  folder: string,
  name: string,
  { lines, links = [] }: { lines: readonly (string | Buffer)[]; links?: readonly string[] },
): Promise<void> {
  const bytes = lines.flatMap((line) => [Buffer.from(line), Buffer.from("\n")]);
  await writeFile(join(folder, `${name}.raw.txt`), Buffer.concat(bytes));
  if (links.length > 0)
    await writeFile(join(folder, `${name}.annotation.txt`), links.map((link) => `${link}\n`).join(""));
}

/**
 * Real logs with reply links (https://github.com/jkkummerfeld/irc-disentanglement, 27 files of its training set), which
 * are not kept here: `VERBATIM_IRC_LOGS` names their folder. Null where they are not at hand.
 */
export function realIrcLogs(): string | null {
  const folder = process.env["VERBATIM_IRC_LOGS"] ?? join(import.meta.dirname, "../../../shared/data/ubuntu-irc");
  return existsSync(folder) ? folder : null;
}
