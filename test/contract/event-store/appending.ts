import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ConcurrencyConflict, EventRefused } from "../../../src/event-store/errors.ts";
import type { Appended } from "../../../src/event-store/port.ts";
import { all, event, events, ids, logs, type Adapter } from "./log-under-test.ts";

export function appending(adapter: Adapter): void {
  describe("appending", () => {
    const open = logs(adapter);

    it("gives the last event's revision and position, and the events read back with them", async () => {
      const { store } = await open();
      const given = events(3);
      const appended = await store.append("a-1", given, "none");
      const recorded = await all(store.readStream("a-1"));
      expect(recorded).toEqual(
        given.map((one, revision) => ({ ...recorded[revision], ...one, stream: "a-1", revision })),
      );
      const positions = recorded.map(({ position }) => position);
      expect(appended).toEqual({ revision: 2, position: positions[2], positions });
    });

    it("gives each event's position, also of many appends made at once", async () => {
      const { store } = await open();
      const made = await Promise.all(
        Array.from({ length: 30 }, (_, n) => store.append(`a-${n}`, events((n % 3) + 1), "none")),
      );
      for (const [n, { positions }] of made.entries()) {
        expect(positions).toEqual((await all(store.readStream(`a-${n}`))).map(({ position }) => position));
      }
    });

    it("numbers a stream 0, 1, 2 … and the log in one rising order", async () => {
      const { store } = await open();
      const first = await store.append("a-1", [event()], "none");
      const other = await store.append("a-2", [event()], "none");
      const second = await store.append("a-1", [event()], 0);
      expect([first.revision, other.revision, second.revision]).toEqual([0, 0, 1]);
      expect(first.position < other.position && other.position < second.position).toBe(true);
    });

    it("refuses another expectation and says where the stream stands", async () => {
      const { store } = await open();
      await store.append("a-1", events(2), "none");
      for (const expected of ["none", 0, 2, 7] as const) {
        const conflict = await store.append("a-1", [event()], expected).catch((error: unknown) => error);
        expect(conflict).toBeInstanceOf(ConcurrencyConflict);
        expect(conflict).toMatchObject({ stream: "a-1", expected, actual: 1 });
      }
      const missing = store.append("a-2", [event()], 0);
      await expect(missing).rejects.toMatchObject({ name: "ConcurrencyConflict", expected: 0, actual: "none" });
      expect(await all(store.readAll({ after: 0n }))).toHaveLength(2);
    });

    it("writes all of an append or nothing", async () => {
      const { store } = await open();
      await store.append("a-1", [event()], "none");
      await expect(store.append("a-1", events(5), "none")).rejects.toThrow(ConcurrencyConflict);
      expect(await all(store.readStream("a-1"))).toHaveLength(1);
    });

    it("lets exactly one of four creators of a stream win, for 500 streams at once", async () => {
      const { log, store } = await open();
      const stores = [store, await log.open(), await log.open(), await log.open()];
      const streams = Array.from({ length: 500 }, (_, index) => `race-${index}`);
      const attempts = streams.flatMap((stream) =>
        stores.map(async (each) => ({ stream, won: await won(each.append(stream, [event()], "none")) })),
      );
      const winners = (await Promise.all(attempts)).filter((attempt) => attempt.won).map(({ stream }) => stream);
      expect(winners.toSorted()).toEqual(streams.toSorted());
      expect(await all(store.readAll({ after: 0n }))).toHaveLength(500);
      await Promise.all(stores.slice(1).map((each) => each.close()));
    });

    it("judges the appends to one stream in the order they were made, also within one batch", async () => {
      const { store } = await open();
      const chain = [...Array(50).keys()].map((n) => store.append("a-1", [event({ n })], n === 0 ? "none" : n - 1));
      const late = store.append("a-1", [event()], 10);
      expect((await Promise.all(chain)).map(({ revision }) => revision)).toEqual([...Array(50).keys()]);
      await expect(late).rejects.toMatchObject({ name: "ConcurrencyConflict", actual: 49 });
    });

    it("keeps accepted and refused appends of one moment apart", async () => {
      const { store } = await open();
      await store.append("taken-0", [event()], "none");
      const outcomes = await Promise.all(
        [...Array(60).keys()].map((n) => won(store.append(n % 3 === 0 ? "taken-0" : `free-${n}`, [event()], "none"))),
      );
      expect(outcomes).toEqual([...Array(60).keys()].map((n) => n % 3 !== 0));
      expect(await all(store.readAll({ after: 0n }))).toHaveLength(41);
    });

    it("refuses what no store could keep, by name, and writes nothing", async () => {
      const { store } = await open();
      const refused: [string, () => Promise<Appended>][] = [
        ["no event", () => store.append("a-1", [], "none")],
        ["an empty stream name", () => store.append("", [event()], "none")],
        ["a system stream", () => store.append("$all", [event()], "none")],
        ["NUL in the stream's name", () => store.append("a\u0000", [event()], "none")],
        ["a lone surrogate in it", () => store.append("a\ud800", [event()], "none")],
        ["an empty type", () => store.append("a-1", [{ ...event(), type: "" }], "none")],
        ["an id that is no UUID", () => store.append("a-1", [{ ...event(), id: "one" }], "none")],
        [
          "an id twice",
          () =>
            store.append(
              "a-1",
              [...Array(2).keys()].map(() => ({ ...event(), id: twice })),
              "none",
            ),
        ],
        ["a negative revision", () => store.append("a-1", [event()], -1)],
      ];
      for (const [what, append] of refused) {
        const error = await append().catch((refusal: unknown) => refusal);
        expect(error, what).toBeInstanceOf(EventRefused);
      }
      expect(await all(store.readAll({ after: 0n }))).toEqual([]);
    });
  });

  describe("appending again what was appended", () => {
    const open = logs(adapter);

    it("gives the first answer, whoever wrote meanwhile, and never a second event", async () => {
      const { log, store } = await open();
      const first = events(2);
      const answer = await store.append("a-1", first, "none");
      await store.append("a-1", [event()], 1);
      const other = await log.open();
      for (const each of [store, other]) {
        expect(await sameOrConflict(each.append("a-1", first, "none"), answer)).toBe(true);
      }
      await other.close();
      expect(await all(store.readStream("a-1"))).toHaveLength(3);
    });

    it("also while the first is still on its way", async () => {
      const { store } = await open();
      await store.append("a-1", [event()], "none");
      const again = events(3);
      const [answer, ...repeats] = await Promise.allSettled(
        [...Array(5).keys()].map(() => store.append("a-1", again, 0)),
      );
      if (answer?.status !== "fulfilled") throw new Error("the first of them must be written");
      for (const repeat of repeats) expect(repeat.status === "rejected" || repeat.value.revision === 3).toBe(true);
      expect(ids(await all(store.readStream("a-1", { from: 1 })))).toEqual(ids(again));
    });

    it("is a conflict where it is said to be the first try: then somebody else has written it", async () => {
      const { store } = await open();
      if (!store.refusesKnownIds) return;
      const [first, three] = [events(1), events(3)];
      const options = { isFirstTry: true } as const;
      await store.append("a-1", first, "none", options);
      await store.append("a-1", three, 0, options);
      for (const [again, expected] of [[first, "none"] as const, [three, 0] as const])
        await expect(store.append("a-1", again, expected, options)).rejects.toThrow(ConcurrencyConflict);
      await expect(store.append("b-1", first, "none", options)).rejects.toThrow(ConcurrencyConflict);
      expect(await all(store.readStream("a-1"))).toHaveLength(4);
    });

    it("refuses a part of it that is not the same", async () => {
      const { store } = await open();
      const [one, two] = [event(), event()];
      await store.append("a-1", [one, two], "none");
      await expect(store.append("a-1", [two, one], "none")).rejects.toThrow(ConcurrencyConflict);
      await expect(store.append("a-1", [one, event()], "none")).rejects.toThrow(ConcurrencyConflict);
      expect(await all(store.readStream("a-1"))).toHaveLength(2);
    });

    it("holds across a restart of the store", async ({ skip }) => {
      const { log, store } = await open();
      if (!log.restart) return skip("the store cannot be restarted from here");
      const first = events(2);
      const answer = await store.append("a-1", first, "none");
      await store.append("a-1", [event()], 1);
      await log.restart();
      const again = await log.open();
      expect(await sameOrConflict(again.append("a-1", first, "none"), answer)).toBe(true);
      expect(await all(again.readStream("a-1"))).toHaveLength(3);
      await again.close();
    });
  });
}

const twice = randomUUID();

async function won(append: Promise<Appended>): Promise<boolean> {
  return append.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConcurrencyConflict) return false;
      throw error;
    },
  );
}

async function sameOrConflict(append: Promise<Appended>, answer: Appended): Promise<boolean> {
  return append.then(
    ({ revision, position }) => revision === answer.revision && position === answer.position,
    (error: unknown) => error instanceof ConcurrencyConflict,
  );
}
