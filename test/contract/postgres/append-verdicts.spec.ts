import fc from "fast-check";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { ConcurrencyConflict } from "../../../src/event-store/errors.ts";
import { MemoryEventStore } from "../../../src/event-store/memory/memory-event-store.ts";
import type { Expected, NewEvent } from "../../../src/event-store/port.ts";
import { callAppend, type Verdict } from "../../../src/event-store/postgres/append-call.ts";
import { prepareAppend, type PreparedAppend } from "../../../src/event-store/prepared-append.ts";
import { migratedDatabase } from "../../support/database.ts";
import { faultsOf, logRows } from "../../support/log-rows.ts";
import { event, events } from "../event-store/log-under-test.ts";
import { openings } from "./opened.ts";

describe("A batch of appends on PostgreSQL", () => {
  const open = openings();

  async function log(): Promise<{ client: pg.Client; url: string }> {
    const url = await migratedDatabase();
    return { url, client: await open.connected(new pg.Client({ connectionString: url })) };
  }

  it("is written in the order given when each is the next of its stream", async () => {
    const { client, url } = await log();
    const batch = [append("a-1", "none"), append("b-1", "none"), append("c-1", "none")];
    expect(await callAppend(client, batch)).toEqual([written(0, 1), written(0, 2), written(0, 3)]);
    expect(await callAppend(client, [append("b-1", 0), append("d-1", "none")])).toEqual([written(1, 4), written(0, 5)]);
    expect(faultsOf(await logRows(url))).toEqual([]);
  });

  it("may hold one stream several times: each sees what the one before it did", async () => {
    const { client } = await log();
    const batch = [
      append("a-1", "none"),
      append("a-1", 0, 2),
      append("a-1", 0),
      append("b-1", "none"),
      append("a-1", 2),
    ];
    expect(await callAppend(client, batch)).toEqual([
      written(0, 1),
      written(2, 3, 2),
      conflict(2),
      written(0, 4),
      written(3, 5),
    ]);
  });

  it("is judged one by one when a single of its appends does not fit", async () => {
    const { client, url } = await log();
    await callAppend(client, [append("a-1", "none", 3)]);
    for (const [n, misfit] of [append("a-1", "none"), append("a-1", 1), append("a-1", 7)].entries()) {
      const batch = [append(`b-${n}`, "none"), misfit, append(`c-${n}`, "none")];
      const before = 3 + n * 2;
      expect(await callAppend(client, batch)).toEqual([written(0, before + 1), conflict(2), written(0, before + 2)]);
    }
    expect(await callAppend(client, [append("missing-1", 4)])).toEqual([conflict("none")]);
    expect(faultsOf(await logRows(url))).toEqual([]);
  });

  it("gives what was written before its first answer, beside what is new", async () => {
    const { client, url } = await log();
    const [single, three] = [append("a-1", "none"), append("a-1", 0, 3)];
    await callAppend(client, [single, three]);
    await callAppend(client, [append("a-1", 3)]);
    expect(await callAppend(client, [single])).toEqual([repeated(0, 1)]);
    expect(await callAppend(client, [append("b-1", "none"), three, single, append("a-1", 4)])).toEqual([
      written(0, 6),
      repeated(3, 4, 3),
      repeated(0, 1),
      written(5, 7),
    ]);
    expect(faultsOf(await logRows(url))).toEqual([]);
  });

  it("takes no event's id again for another stream, another place or a part of its append", async () => {
    const { client, url } = await log();
    const [one, two] = [event(), event()];
    await callAppend(client, [of("a-1", [one, two], "none")]);
    for (const append of [
      of("b-1", [one], "none"),
      of("a-1", [one], 1),
      of("a-1", [two, one], "none"),
      of("a-1", [one, event()], "none"),
      of("a-1", [event(), one], 1),
    ]) {
      expect((await callAppend(client, [append]))[0]?.kind).toBe("conflict");
    }
    expect(await logRows(url)).toHaveLength(2);
  });

  it("fails whole, with nothing written, when it holds one id twice", async () => {
    const { client, url } = await log();
    const twice = event();
    const batch = [of("a-1", [twice], "none"), of("b-1", [twice], "none"), append("c-1", "none")];
    await expect(callAppend(client, batch)).rejects.toMatchObject({ code: "23505" });
    expect(await logRows(url)).toEqual([]);
  });

  it("leaves out what is late, even by a little, and writes what is not", async () => {
    const { client, url } = await log();
    const late = (stream: string, count = 1) => ({ ...append(stream, "none", count), deadline: performance.now() - 1 });
    expect(await callAppend(client, [late("a-1")])).toEqual([{ kind: "late" }]);
    expect(await callAppend(client, [late("a-1", 2)])).toEqual([{ kind: "late" }]);
    expect(await callAppend(client, [append("b-1", "none"), late("a-1"), append("c-1", "none")])).toEqual([
      written(0, 1),
      { kind: "late" },
      written(0, 2),
    ]);
    expect((await logRows(url)).map(({ stream }) => stream)).toEqual(["b-1", "c-1"]);
  });

  it("is judged as if its appends came one after the other, whatever they are", async () => {
    const { client, url } = await log();
    const memory = new MemoryEventStore();
    const known: { stream: string; events: readonly NewEvent[]; expected: Expected }[] = [];
    const plan = fc.record({
      stream: fc.constantFrom("a-1", "b-1", "c-1", "d-1", "e-1"),
      count: fc.constantFrom(1, 1, 1, 3),
      expected: fc.constantFrom<keyof typeof offsets>("right", "right", "right", "one less", "one more", "none"),
      repeats: fc.option(fc.nat(), { freq: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 6 }), async (plans) => {
        const ids = new Set<string>();
        const batch: PreparedAppend[] = [];
        const answers: Verdict[] = [];
        for (const { stream, count, expected, repeats } of plans) {
          const repeated = repeats === null ? undefined : known[repeats % Math.max(1, known.length)];
          const made = repeated ?? { stream, events: events(count), expected: await place(memory, stream, expected) };
          if (made.events.some(({ id }) => ids.has(id))) continue; // one batch has no id twice
          for (const { id } of made.events) ids.add(id);
          known.push(made);
          batch.push(of(made.stream, made.events, made.expected));
          answers.push(await answerOf(memory, made));
        }
        expect(await callAppend(client, batch)).toEqual(answers);
      }),
      { numRuns: 150, endOnFailure: true }, // the log grows with every run: a shorter history would be another one
    );
    const rows = await logRows(url);
    expect(faultsOf(rows)).toEqual([]);
    const expected = await Array.fromAsync(memory.readAll({ after: 0n }));
    expect(rows.map(({ id, stream }) => [id, stream])).toEqual(expected.map(({ id, stream }) => [id, stream]));
  });
});

const of = (stream: string, given: readonly NewEvent[], expected: Expected): PreparedAppend =>
  prepareAppend(stream, given, expected);
const append = (stream: string, expected: Expected, count = 1): PreparedAppend => of(stream, events(count), expected);
const written = (revision: number, position: number, count = 1): Verdict & { kind: "written" | "repeated" } => ({
  kind: "written",
  appended: {
    revision,
    position: BigInt(position),
    positions: Array.from({ length: count }, (_, index) => BigInt(position - count + 1 + index)),
  },
});
const repeated = (...given: Parameters<typeof written>): Verdict => ({ ...written(...given), kind: "repeated" });
const conflict = (actual: Expected): Verdict => ({ kind: "conflict", actual });

const offsets = { right: 0, "one less": -1, "one more": 1, none: Number.NEGATIVE_INFINITY } as const;

async function place(store: MemoryEventStore, stream: string, kind: keyof typeof offsets): Promise<Expected> {
  const [last] = await Array.fromAsync(store.readStream(stream, { direction: "backwards", limit: 1 }));
  const revision = (last?.revision ?? -1) + offsets[kind];
  return revision < 0 ? "none" : revision;
}

async function answerOf(
  store: MemoryEventStore,
  made: { stream: string; events: readonly NewEvent[]; expected: Expected },
): Promise<Verdict> {
  const there = await Array.fromAsync(store.readStream(made.stream));
  const kind = there.some(({ id }) => id === made.events[0]?.id) ? "repeated" : "written";
  try {
    return { kind, appended: await store.append(made.stream, made.events, made.expected) };
  } catch (error) {
    if (!(error instanceof ConcurrencyConflict)) throw error;
    return conflict(error.actual);
  }
}
