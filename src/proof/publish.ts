import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Pool } from "pg";
import { markPublished, unpublished } from "./checkpoint-table.ts";
import { checkpointJson, type Checkpoint } from "./checkpoint.ts";
import type { PublicKey } from "./proofs.ts";

const atOnce = 100;

export interface Publishing {
  readonly pool: Pool;
  readonly dataDir: string;
  readonly publicKey: PublicKey;
}

const checkpointFolder = (dataDir: string): string => join(dataDir, "checkpoints");

/** checkpoints/2026-05-04/00000012-1204356.json: number and size. */
function checkpointFile(dataDir: string, { number, size, time }: Checkpoint): string {
  return join(checkpointFolder(dataDir), time.slice(0, 10), `${String(number).padStart(8, "0")}-${size}.json`);
}

/**
 * Writes each checkpoint that was made since to a file of its own, the last one to latest.json, too, and the key that
 * signs them to public-key.txt: for whatever carries them out of the house. One that dies in between is written again.
 */
export async function publish({ pool, dataDir, publicKey }: Publishing): Promise<void> {
  for (;;) {
    const checkpoints = await unpublished(pool, atOnce);
    for (const checkpoint of checkpoints) await write(checkpointFile(dataDir, checkpoint), text(checkpoint));
    const last = checkpoints.at(-1);
    if (!last) return;
    await write(join(checkpointFolder(dataDir), "public-key.txt"), `${publicKey.bytes.toString("hex")}\n`);
    await write(join(checkpointFolder(dataDir), "latest.json"), text(last));
    await markPublished(
      pool,
      checkpoints.map(({ number }) => number),
    );
  }
}

const text = (checkpoint: Checkpoint): string => `${JSON.stringify(checkpointJson(checkpoint))}\n`;

/** As a whole or not at all. */
async function write(path: string, content: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(draft, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
