import { spawnSync } from "node:child_process";
import { cp } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withStartLock } from "../../../src/platform/postgres/embedded/start-lock.ts";
import { dataDirs } from "../../support/own-postgres.ts";

describe("The lock on starting an embedded PostgreSQL", () => {
  const newDataDir = dataDirs();

  it("lets one in at a time, and comes free after an error too", async () => {
    const dataDir = await newDataDir();
    expect(await together(dataDir)).toBe(1);
    await expect(withStartLock(dataDir, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await together(dataDir)).toBe(1);
  });

  it("lets one in at a time also when a dead one has left it locked, and nobody waits for the dead", async () => {
    const left = await newDataDir();
    dieHolding(left);
    for (let round = 0; round < 60; round++) {
      const dataDir = await newDataDir();
      await cp(left, dataDir, { recursive: true });
      const began = performance.now();
      expect(await together(dataDir)).toBe(1);
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });
});

/** How many of four that come at once were ever in together. */
async function together(dataDir: string): Promise<number> {
  let inside = 0;
  let most = 0;
  const enter = () =>
    withStartLock(dataDir, async () => {
      most = Math.max(most, ++inside);
      await pause(2);
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 4 }, enter));
  return most;
}

function dieHolding(dataDir: string): void {
  const module = new URL("../../../src/platform/postgres/embedded/start-lock.ts", import.meta.url);
  const script = `import { withStartLock } from "${module.href}";
    await withStartLock(process.argv[1], () => process.kill(process.pid, "SIGKILL"));`;
  const { signal } = spawnSync(process.execPath, ["--input-type=module", "--eval", script, dataDir]);
  if (signal !== "SIGKILL") throw new Error("It must die while it holds the lock.");
}
