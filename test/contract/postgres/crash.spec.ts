import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { migrate } from "../../../src/platform/postgres/migrate.ts";
import { startChild, type Child } from "../../support/child.ts";
import { faultsOf, logRows, lost } from "../../support/log-rows.ts";
import { killPostmaster, ownPostgres, postmasterOf } from "../../support/own-postgres.ts";
import type { Acknowledged } from "../../support/writer-process.ts";

const seed = Number(process.env["CRASH_SEED"] ?? randomInt(1_000_000));
const rounds = 20;

describe("What was acknowledged before a crash", () => {
  it(
    `is in the log once after ${rounds} rounds of kill -9 (CRASH_SEED=${seed} repeats their choices)`,
    {
      timeout: 180_000,
    },
    async ({ annotate }) => {
      const random = randomsFrom(seed);
      const postgres = await ownPostgres();
      await migrate(postgres.url);
      const started: Child<Acknowledged>[] = [];
      const start = (name: string): Child<Acknowledged> => {
        const child = startChild<Acknowledged>({ script: "writer-process.ts", args: [postgres.url, name, "4"] });
        started.push(child);
        return child;
      };
      onTestFinished(async () => void (await Promise.all(started.map((child) => child.kill()))));

      const writers = new Map(["a", "b"].map((name) => [name, start(name)]));
      const allWrite = () => Promise.all([...writers.values()].map((writer) => says(writer, 10)));
      const began = performance.now();
      for (let round = 0; round < rounds; round++) {
        await allWrite();
        await pause(random() * 250);
        const victims = (["writer", "postgres", "both"] as const)[Math.floor(random() * 3)] ?? "both";
        const name = random() < 0.5 ? "a" : "b";
        if (victims !== "writer") await killPostmaster(postgres.dataDir);
        if (victims === "both") await pause(random() * 20);
        if (victims === "postgres") continue;
        await writers.get(name)?.kill();
        writers.set(name, start(name));
      }
      await allWrite();
      await Promise.all([...writers.values()].map((writer) => writer.finish()));
      await annotate(`${rounds} rounds took ${Math.round(performance.now() - began)} ms`);

      expect(await postmasterOf(postgres.dataDir)).not.toBeNull();
      const rows = await logRows(postgres.url);
      expect(faultsOf(rows)).toEqual([]);
      const acknowledged = started.flatMap(({ lines }) => lines);
      expect(lost(acknowledged, rows)).toEqual([]);
      expect(acknowledged.filter(({ isRepeat }) => isRepeat).length).toBeGreaterThan(0);
      await postgres.leave();
    },
  );
});

/** Waits for so many more acknowledged appends. */
function says(writer: Child<Acknowledged>, more: number): Promise<void> {
  const enough = writer.lines.length + more;
  return writer.until((lines) => lines.length >= enough);
}

/** Numbers from 0 to 1 that are always the same for one seed (mulberry32). */
function randomsFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
