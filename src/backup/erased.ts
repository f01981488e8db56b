import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Transform } from "node:stream";
import { erasedKey, type ErasedKey } from "../erasure/erased-list.ts";
import { BackupRefused } from "./backup-refused.ts";

/** By id, from lists that may overlap. @throws BackupRefused for a line that is no erased key */
export async function readErased(paths: readonly string[]): Promise<ReadonlyMap<string, ErasedKey>> {
  const erased = new Map<string, ErasedKey>();
  for (const path of paths) {
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
    try {
      for await (const line of lines) if (line.trim() !== "") add(erased, line, path);
    } catch (error) {
      if (error instanceof BackupRefused) throw error;
      throw new BackupRefused(`The list of erased keys ${path} cannot be read.`);
    }
  }
  return erased;
}

function add(erased: Map<string, ErasedKey>, line: string, path: string): void {
  const key = erasedKey.safeParse(jsonIn(line));
  if (!key.success) throw new BackupRefused(`${path} has a line that names no erased key.`);
  if (!erased.has(key.data.id)) erased.set(key.data.id, key.data);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // then it does not fit, which is said
  }
}

/** Of the table of keys as it was backed up: those that were erased come without their secrets, which are never written. */
export function withoutErased(columns: readonly string[], erased: ReadonlyMap<string, ErasedKey>): Transform {
  const place = (name: string): number => columns.indexOf(name);
  const [id, wrapped, destroyedAt] = [place("id"), place("wrapped"), place("destroyed_at")];
  let rest = "";
  const emptied = (line: string): string => {
    const fields = line.split("\t");
    const key = erased.get(fields[id] ?? "");
    if (!key) return line;
    fields[wrapped] = String.raw`\N`;
    fields[destroyedAt] = key.destroyed_at;
    return fields.join("\t");
  };
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const lines = (rest + chunk.toString("latin1")).split("\n"); // byte by byte: names of keys are ASCII
      rest = lines.pop() ?? "";
      done(null, Buffer.from(lines.map((line) => `${emptied(line)}\n`).join(""), "latin1"));
    },
    flush(done) {
      done(null, rest === "" ? null : Buffer.from(emptied(rest), "latin1"));
    },
  });
}
