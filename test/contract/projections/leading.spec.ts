import pg from "pg";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { query } from "../../support/database.ts";
import { counting } from "./counting.ts";
import { turnstile, type ProjectingLine } from "./projecting-process.ts";
import { quick, Setting } from "./setting.ts";

const hasWritten = (lines: readonly ProjectingLine[]): boolean => lines.some(({ kind }) => kind === "rows written");
const hasReported = (lines: readonly ProjectingLine[]): boolean => lines.some(({ kind }) => kind === "report");

/** Stops every batch of the child between its rows and its checkpoint, until it is let go. */
async function holdTurnstile(setting: Setting): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: setting.url });
  await client.connect();
  await client.query("select pg_advisory_lock($1)", [turnstile]);
  let isHeld = true;
  const release = async (): Promise<void> => {
    if (isHeld) await client.end();
    isHeld = false;
  };
  onTestFinished(release);
  return release;
}

describe("leading", () => {
  it("is for exactly one of two workers, and passes to the other when the first is closed", async () => {
    const setting = await Setting.make();
    const batches = { first: 0, second: 0 };
    const first = setting.worker([counting({ afterRows: () => void batches.first++ })], {
      ...quick,
      lostAfter: 60_000,
    });
    await setting.until({ state: "running" });
    setting.worker([counting({ afterRows: () => void batches.second++ })], { ...quick, lostAfter: 60_000 });
    for (let n = 0; n < 20; n++) await setting.amounts("user-1", n);
    await setting.untilAtHead();
    expect(batches.first).toBeGreaterThan(0);
    expect(batches.second).toBe(0);

    await first.close();
    const { first: before } = batches;
    for (let n = 0; n < 20; n++) await setting.amounts("user-2", n);
    await setting.untilAtHead();
    expect(batches.first).toBe(before);
    expect(batches.second).toBeGreaterThan(0);
    expect(await setting.rows()).toEqual(await setting.model());
  });

  it("stays with a worker that has nothing to do, for as long as it renews its lease", async () => {
    const setting = await Setting.make();
    setting.worker([counting()]);
    const { holder } = await setting.until({ state: "running" });
    const leaseEnd = async (): Promise<number> => {
      const [row] = await query<{ ends: Date }>(setting.url, "select lease_until as ends from projections.builds");
      return Number(row?.ends);
    };
    const first = await leaseEnd();
    setting.worker([counting()]);
    await vi.waitFor(async () => expect(await leaseEnd()).toBeGreaterThan(first + 3 * quick.lostAfter), {
      timeout: 10_000,
    });
    expect((await setting.status()).holder).toBe(holder);
  });

  it("passes to another when its process dies in the middle of a batch, and nothing is doubled", async () => {
    const setting = await Setting.make();
    const release = await holdTurnstile(setting);
    const child = setting.process();
    await setting.amounts("user-1", 1, 2, 3);
    await child.until(hasWritten);
    await child.kill();
    await release();
    setting.worker([counting()]);
    await setting.untilAtHead();
    expect(await setting.rows()).toEqual(await setting.model());
  });

  it("passes to another when its process is frozen in the middle of a batch; awake again it writes nothing", async () => {
    const setting = await Setting.make();
    const release = await holdTurnstile(setting);
    const child = setting.process();
    await setting.amounts("user-1", 1, 2, 3);
    await child.until(hasWritten);
    child.signal("SIGSTOP");
    await release(); // its session now waits for it, and is ended by the server
    setting.worker([counting()]);
    await setting.untilAtHead();
    expect(await setting.rows()).toEqual(await setting.model());

    child.signal("SIGCONT");
    await child.until(hasReported);
    await setting.amounts("user-1", 4);
    await setting.untilAtHead();
    expect(await setting.rows()).toEqual(await setting.model());
  });

  it("that was taken over is noticed by the token: a transaction that is still open is rolled back", async () => {
    const setting = await Setting.make();
    const release = await holdTurnstile(setting);
    const child = setting.process();
    await setting.amounts("user-1", 1, 2, 3);
    await child.until(hasWritten);
    const { holder } = await setting.status();
    child.signal("SIGSTOP");
    // Its session is not idle, it waits at the turnstile: the server has no reason to end it.
    setting.worker([counting()]);
    await vi.waitFor(async () => expect((await setting.status()).holder).not.toBe(holder), { timeout: 5_000 });
    child.signal("SIGCONT");
    await release();
    await child.until((lines) =>
      lines.some((line) => line.kind === "report" && line.sentence.includes("another process")),
    );
    await setting.amounts("user-1", 4);
    await setting.untilAtHead();
    expect(await setting.rows()).toEqual(await setting.model());
    expect((await setting.status()).error).toBeNull();
  });

  it("lost says nothing about the events: what fails for want of it is not recorded", async () => {
    const setting = await Setting.make();
    await setting.present("thief");
    const stealing = counting({
      async afterRows() {
        await query(
          setting.url,
          "update projections.builds set lease_token = gen_random_uuid(), lease_holder = 'thief'",
        );
        throw new Error("because somebody else has written this already");
      },
    });
    await setting.amounts("user-1", 1);
    setting.worker([stealing], { ...quick, lostAfter: 60_000 });
    await vi.waitFor(() => expect(setting.reports.join()).toContain("led by another process"), { timeout: 5_000 });
    expect(await setting.status()).toMatchObject({ error: null, position: 0n, holder: "thief" });
    expect(await setting.rows()).toEqual({});
  });
});
