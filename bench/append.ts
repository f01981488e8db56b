import { emmettLog } from "./append/emmett-log.ts";
import { plainInsert } from "./append/plain-insert.ts";
import { verbatimLog } from "./append/verbatim-log.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { inTurns } from "./support/in-turns.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Goal, Row } from "./support/row.ts";

const secondsPerTurn = 1.5;

/** P3: the log alone, one event of 300 bytes an append, every writer to its own stream. */
export const append: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  return [
    await againstInsert(postgres, { id: "P3-1", writers: 1, goal: atLeast(0.8) }),
    await againstInsert(postgres, { id: "P3-20", writers: 20, goal: null }),
    await againstInsert(postgres, { id: "P3", writers: 100, goal: atLeast(3) }),
    await againstEmmett(postgres, { id: "P3-emmett", writers: 100, goal: atLeast(10) }),
  ];
};

interface Match {
  readonly id: string;
  readonly writers: number;
  readonly goal: Goal | null;
}

async function againstInsert(postgres: BenchPostgres, match: Match): Promise<Row> {
  const url = await postgres.newLog(`insert_${match.writers}`);
  await using ours = await verbatimLog(url, match.writers);
  await using insert = await plainInsert(url, match.writers);
  const rates = await inTurns({
    ours: () => ours.writeFor(secondsPerTurn),
    insert: () => insert.writeFor(secondsPerTurn),
  });
  await ours.check();
  await insert.check();
  return rowOf(match, rates.ours, { name: "INSERT, one row a transaction", figure: rates.insert });
}

async function againstEmmett(postgres: BenchPostgres, match: Match): Promise<Row> {
  const url = await postgres.newLog(`emmett_${match.writers}`);
  await using ours = await verbatimLog(url, match.writers);
  await using emmett = await emmettLog(url, match.writers);
  const rates = await inTurns({
    ours: () => ours.writeFor(secondsPerTurn),
    emmett: () => emmett.writeFor(secondsPerTurn),
  });
  await ours.check();
  await emmett.check();
  return rowOf(match, rates.ours, { name: "emmett-postgresql 0.42.0", figure: rates.emmett });
}

function rowOf({ id, writers, goal }: Match, ours: number, baseline: NonNullable<Row["baseline"]>): Row {
  const what = `append 1 event of 300 bytes, ${writers} at once`;
  return { id, what, unit: "events/s", ours, baseline, goal };
}

function atLeast(value: number): Goal {
  return { of: "ratio", is: "at least", value };
}
