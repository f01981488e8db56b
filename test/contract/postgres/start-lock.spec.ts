import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withStartLock } from "../../../src/platform/postgres/embedded/start-lock.ts";
import { dataDirs } from "../../support/own-postgres.ts";

describe("The lock on starting an embedded PostgreSQL", () => {
  const newDataDir = dataDirs();

  /** How many of ten that come at once were ever in together. */
  async function together(dataDir: string): Promise<number> {
    let inside = 0;
    let most = 0;
    const enter = () =>
      withStartLock(dataDir, async () => {
        most = Math.max(most, ++inside);
        await pause(2);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 10 }, enter));
    return most;
  }

  it("lets one in at a time, and is gone afterwards, also after an error", async () => {
    const dataDir = await newDataDir();
    expect(await together(dataDir)).toBe(1);
    await expect(withStartLock(dataDir, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await together(dataDir)).toBe(1);
  });

  it("still lets one in at a time when it was left by a dead one, which nobody waits for", async () => {
    const { pid: dead } = spawnSync("true");
    for (let round = 0; round < 30; round++) {
      const dataDir = await newDataDir();
      await writeFile(join(dataDir, "starting.lock"), String(dead));
      const began = performance.now();
      expect(await together(dataDir)).toBe(1);
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });
});
