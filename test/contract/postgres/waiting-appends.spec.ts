import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { StoreUnavailable } from "../../../src/event-store/errors.ts";
import type { Appended } from "../../../src/event-store/port.ts";
import { migratedDatabase } from "../../support/database.ts";
import { faultsOf, logRows } from "../../support/log-rows.ts";
import { event, events } from "../event-store/log-under-test.ts";
import { openings } from "./opened.ts";

/** The lock of log.append: while another session has it, no append is written. */
const appendLock = 7_265_503;
const maxWaiting = 5_000;
const past = 30;

describe("Appends on PostgreSQL that must wait", () => {
  const open = openings();

  /** A log that is well used, since the first calls of its functions take longer, and held now. */
  async function heldLog() {
    const url = await migratedDatabase();
    const store = await open.store(url);
    for (let n = 0; n < past; n++) await store.append(`past-${n}`, events(2), "none");
    const holder = await open.connected(new pg.Client({ connectionString: url }));
    await holder.query("select pg_advisory_lock($1)", [appendLock]);
    const release = () => holder.query("select pg_advisory_unlock($1)", [appendLock]);
    const added = async () => (await logRows(url)).filter(({ stream }) => !stream.startsWith("past-"));
    return { url, release, store, added };
  }

  it("are 5,000 at most: the next is refused as not written, and the others are written when their turn comes", async () => {
    const { url, release, store, added } = await heldLog();
    const waiting = [...Array(maxWaiting).keys()].map((n) => store.append(`s-${n}`, [event()], "none"));
    await expect(store.append("one-more", [event()], "none")).rejects.toMatchObject({
      name: "StoreUnavailable",
      outcome: "not written",
    });
    await release();
    const answers = await Promise.all(waiting);
    const positions = [...Array(maxWaiting).keys()].map((n) => 2 * past + n + 1);
    expect(answers.map(({ position }) => Number(position))).toEqual(positions);
    expect(faultsOf(await logRows(url))).toEqual([]);
    expect((await added()).some(({ stream }) => stream === "one-more")).toBe(false);
  });

  it("fail by their deadline, those that had not left as not written, and none of them is in the log afterwards", async () => {
    const { release, store, added } = await heldLog();
    const started = performance.now();
    const made = [...Array(1_000).keys()].map((n) => store.append(`s-${n}`, [event()], "none", { deadline: 800 }));
    const failures = await Promise.all(made.map(failureOf));
    expect(performance.now() - started).toBeLessThan(2_500);
    const outcomes = failures.map((failure) => failure?.outcome);
    expect(new Set(outcomes)).toEqual(new Set(["unknown", "not written"]));
    expect(outcomes.filter((outcome) => outcome === "not written").length).toBeGreaterThan(500);
    await release();
    await store.append("after-1", [event()], "none"); // behind everything that was on its way
    expect((await added()).map(({ stream }) => stream)).toEqual(["after-1"]);
  });

  it("are not written once their deadline of 300 ms has passed, though the lock comes free at 1 s", async () => {
    const { release, store, added } = await heldLog();
    const started = performance.now();
    const failure = await failureOf(store.append("late-1", [event()], "none", { deadline: 300 }));
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(performance.now() - started).toBeLessThan(900);
    const patient = store.append("patient-1", [event()], "none");
    await vi.waitUntil(() => performance.now() - started > 1_000);
    await release();
    await patient;
    expect((await added()).map(({ stream }) => stream)).toEqual(["patient-1"]);
  });

  it("share a batch without sharing a deadline", async () => {
    const { release, store, added } = await heldLog();
    const started = performance.now();
    const hasty = failureOf(store.append("hasty-1", [event()], "none", { deadline: 200 }));
    const patient = store.append("patient-1", [event()], "none");
    expect(await hasty).toBeInstanceOf(StoreUnavailable);
    await vi.waitUntil(() => performance.now() - started > 1_000); // in the database it begins when the call arrives
    await release();
    expect(await patient).toMatchObject({ revision: 0, position: BigInt(2 * past + 1) });
    expect((await added()).map(({ stream }) => stream)).toEqual(["patient-1"]);
  });

  it("fail as not written when the lock stays taken for longer than the database lets a session wait", async () => {
    const { release, store, added } = await heldLog();
    const failure = await failureOf(store.append("a-1", [event()], "none", { deadline: 20_000 }));
    expect(failure?.outcome).toBe("not written");
    await release();
    await store.append("a-1", [event()], "none");
    expect(await added()).toHaveLength(1);
  });
});

async function failureOf(append: Promise<Appended>): Promise<StoreUnavailable | null> {
  return append.then(
    () => null,
    (error: unknown) => {
      if (error instanceof StoreUnavailable) return error;
      throw error;
    },
  );
}
