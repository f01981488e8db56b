import { describe, expect, it } from "vitest";
import { dropDead, listJobs, retryDead } from "../../../src/workers/jobs/dead-letters.ts";
import { GivenUp } from "../../../src/workers/jobs/kind.ts";
import { query } from "../../support/database.ts";
import { greeting, JobsUnderTest, until, type PlaceOf } from "./jobs-under-test.ts";

/** What holds of jobs, wherever their queue lives. */
export function jobsContract(placeOf: PlaceOf): void {
  const make = (): Promise<JobsUnderTest> => JobsUnderTest.make(placeOf);

  describe("an intent", () => {
    it("is carried out once, however often it is called for and however many processes there are", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting();
      const processes = [];
      for (let n = 0; n < 3; n += 1) processes.push(await jobs.process({ kinds: [kind] }));
      const subjects = Array.from({ length: 60 }, (_, n) => `subject-${String(n).padStart(2, "0")}`);
      for (let times = 0; times < 3; times += 1) await jobs.call(...subjects.map((subject) => ({ subject })));
      processes[0]?.wake();
      await until(async () => (await jobs.states()).every((state) => state === "done"));
      await jobs.call({ subject: "subject-07" }, { subject: "the last" });
      await until(() => greeted.includes("the last"));
      expect(greeted.toSorted()).toEqual([...subjects, "the last"].toSorted());
    });

    it("is carried out again for another window", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting();
      await jobs.process({ kinds: [kind] });
      await jobs.call({ subject: "ada", window: "1" }, { subject: "ada", window: "2" });
      await until(() => greeted.length === 2);
      expect(greeted).toEqual(["ada", "ada"]);
    });

    it("waits until it is due", async () => {
      const jobs = await make();
      const times: number[] = [];
      const dueAt = new Date(Date.now() + 1_500);
      const { kind } = greeting(() => {
        times.push(Date.now());
        return Promise.resolve("done");
      });
      await jobs.process({ kinds: [kind] });
      await jobs.call({ dueAt });
      await until(() => times.length === 1);
      expect(times[0]).toBeGreaterThanOrEqual(dueAt.getTime() - 1_000); // a second early at most
    });

    it("brings its details, and which attempt it is", async () => {
      const jobs = await make();
      const seen: unknown[] = [];
      const { kind } = greeting(({ details, attempt, window }) => {
        seen.push({ details, attempt, window });
        return Promise.resolve("done");
      });
      await jobs.process({ kinds: [kind] });
      await jobs.call({ details: { from: 7 } });
      await until(() => seen.length === 1);
      expect(seen).toEqual([{ details: { from: 7 }, attempt: 1, window: "1" }]);
    });

    it("is looked at again where it says so, without having failed", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting(({ attempt }) => Promise.resolve(attempt < 3 ? { againInMs: 10 } : "done"));
      await jobs.process({ kinds: [kind] });
      await jobs.call({});
      await until(async () => (await jobs.states())[0] === "done");
      expect(greeted).toHaveLength(3);
    });
  });

  describe("an attempt that fails", () => {
    it("is followed by another one", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting(({ attempt }) =>
        attempt < 2 ? Promise.reject(new Error("not yet")) : Promise.resolve("done"),
      );
      await jobs.process({ kinds: [kind] });
      await jobs.call({ subject: "ada" });
      await until(async () => (await jobs.states())[0] === "done");
      expect(greeted).toEqual(["ada", "ada"]);
      expect(jobs.reports).toEqual([]);
    });

    it("holds up no other intent", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting(({ subject }) =>
        subject === "bob" ? Promise.reject(new Error("no")) : Promise.resolve("done"),
      );
      await jobs.process({ kinds: [kind] });
      await jobs.call({ subject: "bob" }, { subject: "ada" }, { subject: "cem" });
      await until(async () => (await jobs.states()).filter((state) => state === "done").length === 2);
      expect(greeted).toEqual(expect.arrayContaining(["ada", "cem"]));
    });

    it("is dead at the last, said aloud, and can be tried again", async () => {
      const jobs = await make();
      let isBroken = true;
      const { kind } = greeting(
        () => (isBroken ? Promise.reject(new Error("the door is locked")) : Promise.resolve("done")),
        { mostAttempts: 2 },
      );
      const process = await jobs.process({ kinds: [kind] });
      await jobs.call({ subject: "ada" });
      await until(async () => (await jobs.states())[0] === "dead");
      const [dead] = await listJobs(jobs.pool, { state: "dead", limit: 10, after: null });
      expect(dead).toMatchObject({ subject: "ada", attempts: 2, error: "the door is locked" });
      await until(() => jobs.reports.join().includes("failed for good: the door is locked"));
      isBroken = false;
      await retryDead(jobs.pool, dead?.id ?? "");
      process.wake();
      await until(async () => (await jobs.states())[0] === "done");
    });

    it("is dead at once where nothing would help, and can be dropped for good", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting(() => Promise.reject(new GivenUp("nobody lives there")));
      await jobs.process({ kinds: [kind] });
      await jobs.call({ subject: "ada" });
      await until(async () => (await jobs.states())[0] === "dead");
      const [dead] = await listJobs(jobs.pool, { state: "dead", limit: 10, after: null });
      expect(await dropDead(jobs.pool, dead?.id ?? "")).toMatchObject({ state: "dropped" });
      expect(await dropDead(jobs.pool, dead?.id ?? "")).toBeNull();
      await jobs.call({ subject: "ada" });
      expect(await jobs.states()).toEqual(["dropped"]);
      expect(greeted).toEqual(["ada"]);
    });

    it("that takes too long is told so, and its intent is tried again", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting(
        ({ attempt }, { signal }) =>
          attempt > 1
            ? Promise.resolve("done")
            : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
        { longest: 200 },
      );
      await jobs.process({ kinds: [kind] });
      await jobs.call({});
      await until(async () => (await jobs.states())[0] === "done");
      expect(greeted).toHaveLength(2);
    });
  });

  describe("an intent that the queue has lost", () => {
    it("is given to it again", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting();
      await jobs.call({ subject: "ada", dueAt: new Date(Date.now() - 5_000) });
      await query(jobs.url, "update jobs.intents set queued_at = now() - interval '1 minute'");
      await jobs.process({ kinds: [kind], lostAfter: 500 });
      await until(async () => (await jobs.states())[0] === "done");
      expect(greeted).toEqual(["ada"]);
    });

    it("with the worker that was at it is taken over once its time has run out", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting();
      await jobs.call({ subject: "ada", dueAt: new Date(Date.now() - 60_000) });
      await query(
        jobs.url,
        `update jobs.intents set attempts = 1, queued_at = now() - interval '1 minute',
           taken_until = now() + interval '1 s'`,
      );
      await jobs.process({ kinds: [kind], lostAfter: 500 });
      await until(async () => (await jobs.states())[0] === "done");
      expect(greeted).toEqual(["ada"]);
    });

    it("is dead where each worker at it was lost", async () => {
      const jobs = await make();
      const { kind, greeted } = greeting();
      await jobs.call({ subject: "ada" });
      await query(jobs.url, "update jobs.intents set attempts = 5");
      await jobs.process({ kinds: [kind] });
      await until(async () => (await jobs.states())[0] === "dead");
      expect(greeted).toEqual([]);
    });
  });

  describe("a process that stops", () => {
    it("ends what it is at, and leaves the rest to others", async () => {
      const jobs = await make();
      const begun: string[] = [];
      let finish: () => void = () => undefined;
      const isFinished = new Promise<void>((resolve) => (finish = resolve));
      const { kind } = greeting(async ({ subject }) => {
        begun.push(subject);
        await isFinished;
        return "done";
      });
      const one = await jobs.process({ kinds: [kind] });
      await jobs.call({ subject: "ada" });
      await until(() => begun.length === 1);
      const stopping = one.stop();
      finish();
      await stopping;
      expect(await jobs.states()).toEqual(["done"]);
      await jobs.call({ subject: "bob" });
      await jobs.process({ kinds: [kind] });
      await until(() => begun.includes("bob"));
    });
  });

  describe("what is periodic", () => {
    it("happens again and again", async () => {
      const jobs = await make();
      let times = 0;
      const run = (): Promise<void> => Promise.resolve(void (times += 1));
      await jobs.process({ kinds: [], periodic: [{ name: "tidy", lane: "mail", everyMs: 200, run }] });
      await until(() => times >= 4);
      expect(jobs.reports).toEqual([]);
    });

    it("happens in one of the processes, however many there are and begin at once", async () => {
      const jobs = await make();
      const { kind } = greeting();
      const ran: string[] = [];
      const names = Array.from({ length: 8 }, (_, n) => `tidy ${n}`);
      const periodic = names.map((name) => ({
        name,
        lane: "mail" as const,
        everyMs: 3_600_000,
        run: () => Promise.resolve(void ran.push(name)),
      }));
      await Promise.all([1, 2, 3].map(() => jobs.process({ kinds: [kind], periodic })));
      await until(() => names.every((name) => ran.includes(name)));
      for (let n = 1; n <= 3; n += 1) {
        await jobs.call({});
        await until(async () => (await jobs.states()).filter((state) => state === "done").length === n);
      }
      expect(ran.toSorted()).toEqual(names);
    });

    it("goes on after a failure, which is reported", async () => {
      const jobs = await make();
      let times = 0;
      const run = (): Promise<void> => {
        times += 1;
        return times === 1 ? Promise.reject(new Error("no broom")) : Promise.resolve();
      };
      await jobs.process({ kinds: [], periodic: [{ name: "tidy", lane: "mail", everyMs: 200, run }] });
      await until(() => times >= 2);
      expect(jobs.reports).toContain("tidy: no broom");
    });
  });
}
