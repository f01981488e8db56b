import { open } from "node:fs/promises";

/** What was made, renamed or linked in a folder is there after a power failure, too. On Windows no folder can be synced. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
