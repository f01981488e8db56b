import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startProving } from "../../../src/proof/start-proving.ts";
import { ProvedLog } from "./proved-log.ts";

const until = (isSo: () => Promise<void>): Promise<void> => vi.waitFor(isSo, { timeout: 20_000, interval: 50 });

/** The thread shows itself in its database while it is there. */
async function isThere({ pool }: ProvedLog): Promise<boolean> {
  const { rows } = await pool.query(
    "select from pg_stat_activity where application_name = 'verbatim proof' and datname = current_database()",
  );
  return rows.length > 0;
}

it("The thread that proves the log is there while something is to be proved", async () => {
  const log = await ProvedLog.make();
  const dataDir = await mkdtemp(join(tmpdir(), "verbatim-proving-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const reports: string[] = [];
  const place = { databaseUrl: log.url, eventStoreUrl: undefined, eventStorePrefix: "verbatim", readers: 1 };
  const settings = { ...place, dataDir, secretKey: undefined };
  await using _ = startProving({
    pool: log.pool,
    store: log.store,
    settings,
    report: (sentence) => reports.push(sentence),
    restAfterMs: 100,
  });
  for (const size of [1_000, 2_000]) {
    await log.happens("conversation-a", 1_000);
    await until(async () => expect((await (await log.proofs()).latest())?.size).toBe(size));
    await until(async () => expect(await isThere(log)).toBe(false));
  }
  expect(reports).toEqual([]);
});
