import { Load } from "./send/load.ts";
import { plainRoute, type PlainRoute } from "./send/plain-route.ts";
import { verbatim } from "./send/verbatim.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { inTurns } from "./support/in-turns.ts";
import { BenchPostgres } from "./support/postgres.ts";
import type { Goal, Row } from "./support/row.ts";

/** Seconds that the read models may be behind after a turn. */
const mostBehind = 1;

interface Match {
  readonly id: string;
  readonly what: string;
  readonly conversations: number;
  readonly baseline: { readonly route: PlainRoute; readonly name: string };
  readonly goal: Goal;
}

/** P1 and P2: a durable message over HTTP, 50 connections, all roles in one process. */
export const send: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  return [
    ...(await match(postgres, {
      id: "P1",
      what: "send over HTTP, 50 at once, 200 conversations",
      conversations: 200,
      baseline: { route: "plain", name: "Fastify and pg, INSERT" },
      goal: { of: "ratio", is: "at least", value: 1.5 },
    })),
    ...(await match(postgres, {
      id: "P2",
      what: "send over HTTP, 50 at once, 1 conversation",
      conversations: 1,
      baseline: { route: "ordered", name: "Fastify and pg, UPDATE … RETURNING and INSERT" },
      goal: { of: "ratio", is: "at least", value: 3 },
    })),
  ];
};

async function match(postgres: BenchPostgres, { id, what, conversations, baseline, goal }: Match): Promise<Row[]> {
  const name = id.toLowerCase();
  await using ours = await verbatim(await postgres.newDatabase(`ours_${name}`), conversations);
  await using plain = await plainRoute(await postgres.newDatabase(`plain_${name}`), baseline.route, conversations);
  const loads = { ours: new Load(ours), plain: new Load(plain) };
  let behind = 0;
  const rates = await inTurns({
    ours: async () => {
      const sample = await loads.ours.turn();
      behind = Math.max(behind, await ours.settle());
      return sample;
    },
    plain: () => loads.plain.turn(),
  });
  await ours.check(loads.ours.accepted);
  await plain.check(loads.plain.accepted);
  return [
    { id, what, unit: "requests/s", ours: rates.ours, baseline: { name: baseline.name, figure: rates.plain }, goal },
    {
      id: `${id}-p99`,
      what: `${what}: 99th percentile`,
      unit: "ms",
      ours: loads.ours.p99,
      baseline: { name: baseline.name, figure: loads.plain.p99 },
      goal: { of: "ratio", is: "at most", value: 1 },
    },
    {
      id: `${id}-behind`,
      what: `${what}: read models behind after a turn, at most`,
      unit: "s",
      ours: behind,
      baseline: null,
      goal: { of: "ours", is: "at most", value: mostBehind },
    },
  ];
}
