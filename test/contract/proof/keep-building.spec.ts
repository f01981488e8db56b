import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { checkpointJson } from "../../../src/proof/checkpoint.ts";
import { isProved } from "../../../src/proof/is-proved.ts";
import { keepBuilding } from "../../../src/proof/keep-building.ts";
import { publish } from "../../../src/proof/publish.ts";
import { ProvedLog } from "./proved-log.ts";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "verbatim-checkpoints-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** A process that builds what is due, until the test ends. */
async function building(log: ProvedLog, dataDir: string): Promise<{ reports: string[]; stop: () => Promise<void> }> {
  const stopping = new AbortController();
  const reports: string[] = [];
  const proofs = await log.proofs();
  const publishing = { pool: log.pool, dataDir, publicKey: await proofs.publicKey() };
  const running = keepBuilding({
    builder: proofs.builder,
    pool: log.pool,
    store: log.store,
    publish: () => publish(publishing),
    signal: stopping.signal,
    report: (sentence) => reports.push(sentence),
    intervalMs: 20,
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  onTestFinished(stop);
  return { reports, stop };
}

const until = (isSo: () => Promise<void> | void): Promise<void> =>
  vi.waitFor(async () => isSo(), { timeout: 10_000, interval: 20 });

describe("what a server proves by itself", () => {
  it("follows the log, with any number of processes at it, and is published once", async () => {
    const log = await ProvedLog.make();
    const dataDir = await folder();
    await Promise.all([1, 2, 3].map(() => building(log, dataDir)));
    const proofs = await log.proofs();
    for (let n = 1; n <= 3; n += 1) {
      await log.happens("conversation-a", 1_000);
      await until(async () => {
        log.now = new Date(log.now.getTime() + 60_000);
        expect((await proofs.latest())?.size).toBe(n * 1_000);
      });
    }
    const last = await proofs.latest();
    const read = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(dataDir, "checkpoints", name), "utf8"));
    await until(async () => expect(await read("latest.json")).toEqual(last && checkpointJson(last)));
    // Another process may be writing one of them again.
    const files = (await readdir(join(dataDir, "checkpoints/2026-05-04"))).filter((name) => name.endsWith(".json"));
    expect(files).toHaveLength(last?.number ?? 0);
    expect(files.at(-1)).toBe(`${String(last?.number).padStart(8, "0")}-3000.json`);
  });

  it("is published where it was not, after a death in between, and as the same", async () => {
    const log = await ProvedLog.make();
    const dataDir = await folder();
    await log.happens("conversation-a");
    const proofs = await log.proofs();
    const checkpoint = await proofs.checkpointNow();
    const publishing = { pool: log.pool, dataDir, publicKey: await proofs.publicKey() };
    await publish(publishing);
    await log.query("update proof.checkpoints set published_at = null");
    await publish(publishing);
    const text = await readFile(join(dataDir, "checkpoints/2026-05-04/00000001-1.json"), "utf8");
    expect(JSON.parse(text)).toEqual(checkpointJson(checkpoint));
    expect((await readdir(join(dataDir, "checkpoints"))).toSorted()).toEqual([
      "2026-05-04",
      "latest.json",
      "public-key.txt",
    ]);
  });

  it("ends once all has been proved and published for a while, and not before", async () => {
    const log = await ProvedLog.make();
    const dataDir = await folder();
    await log.happens("conversation-a", 1_000);
    const proofs = await log.proofs();
    const { builder } = proofs;
    const publishing = { pool: log.pool, dataDir, publicKey: await proofs.publicKey() };
    const resting = { intervalMs: 20, restAfterMs: 50, signal: new AbortController().signal, report: () => undefined };
    await keepBuilding({ builder, pool: log.pool, store: log.store, publish: () => publish(publishing), ...resting });
    const latest: unknown = JSON.parse(await readFile(join(dataDir, "checkpoints/latest.json"), "utf8"));
    expect(latest).toMatchObject({ size: 1_000 });
    expect(await isProved(log)).toBe(true);
    await log.query("update proof.checkpoints set published_at = null");
    expect(await isProved(log)).toBe(false);
    await publish(publishing);
    await log.happens("conversation-a");
    expect(await isProved(log)).toBe(false);
  });

  it("says that the log is not what it was, and makes no checkpoint of it", async () => {
    const log = await ProvedLog.make();
    await log.happens("conversation-a", 10);
    await (await log.proofs()).checkpointNow();
    await log.tamper("update log.events set type = 'Sang' where position = 4");
    await log.store.renewEpoch();
    await log.happens("conversation-a", 2_000);
    const { reports } = await building(log, await folder());
    await until(() =>
      expect(reports).toContain(
        "Nothing is proved just now: Event 3 of the log (conversation-a, revision 3) is not the one that was proved.",
      ),
    );
    expect((await (await log.proofs()).latest())?.size).toBe(10);
  });
});
