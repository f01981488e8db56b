import { freePort } from "../src/platform/postgres/embedded/cluster.ts";
import type { Archive } from "./read/archive.ts";
import { Deployment } from "./read/deployment.ts";
import { Questions, type Question } from "./read/questions.ts";
import { mustAgree, type Benchmark } from "./support/benchmark.ts";
import { inTurns } from "./support/in-turns.ts";
import { BenchPostgres, query } from "./support/postgres.ts";
import { startProcess } from "./support/process.ts";
import type { Row } from "./support/row.ts";
import type { VerbatimServer } from "./support/verbatim-server.ts";

/** Lines in the log, one size after the other; `READ_SIZES=1000000,10000000` are others. */
const sizes = process.env["READ_SIZES"]?.split(",").map(Number) ?? [10_000, 100_000, 1_000_000];
const keys = 1_000;
const pageSize = 50;

const kinds = [
  { id: "P8-list", what: "the conversation list, a page of 30 of 200" },
  { id: "P8-history", what: "a page of history somewhere in a conversation" },
  { id: "P8-unread", what: "the unread conversations, a page of 30 of 200" },
] as const;
type Kind = (typeof kinds)[number]["id"];

/** P8: what members read, as the log grows, beside a route that reads one row by its key. */
export const read: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  await using deployment = await Deployment.begin(await postgres.newDatabase("archive"));
  const { archive } = deployment;
  await using plain = await plainRows(await postgres.newDatabase("plain"));
  const rows: Row[] = [];
  const p99s: Readonly<Record<Kind, number[]>> = { "P8-list": [], "P8-history": [], "P8-unread": [] };
  for (const size of sizes) {
    const server = await deployment.serverWith(size);
    for (const kind of kinds) {
      const ours = new Questions(question(kind.id, { server, archive }));
      const theirs = new Questions(plain.question);
      const rates = await inTurns({ ours: () => ours.turn(), theirs: () => theirs.turn() });
      const id = `${kind.id}-${size}`;
      const what = `${kind.what}, of ${size.toLocaleString("en")} lines`;
      const baseline = (figure: number): Row["baseline"] => ({ name: "Fastify and pg, one row by key", figure });
      const goal = { of: "ratio", is: "at least", value: 0.3 } as const;
      rows.push(
        { id, what, unit: "requests/s", ours: rates.ours, baseline: baseline(rates.theirs), goal },
        {
          id: `${id}-p99`,
          what: `${what}: 99th percentile`,
          unit: "ms",
          ours: ours.p99,
          baseline: baseline(theirs.p99),
          goal: null,
        },
      );
      p99s[kind.id].push(ours.p99);
    }
  }
  return [...rows, ...kinds.map(({ id, what }) => flatness(id, what, p99s[id]))];
};

/** How much slower the slowest of a hundred answers is with the longest log than with the shortest. */
function flatness(id: Kind, what: string, p99s: readonly number[]): Row {
  return {
    id: `${id}-flat`,
    what: `${what}: 99th percentile with the longest log, of that with the shortest`,
    unit: "×",
    ours: (p99s.at(-1) ?? Number.NaN) / (p99s[0] ?? Number.NaN),
    baseline: null,
    goal: { of: "ours", is: "at most", value: 1.5 },
  };
}

function question(
  kind: Kind,
  { server, archive }: { readonly server: VerbatimServer; readonly archive: Archive },
): Question {
  const { token } = archive.reader;
  const asked = { url: server.url, token };
  const ids = archive.conversations.map(({ id }) => id);
  const lengths = archive.conversations.map(({ lines }) => lines);
  switch (kind) {
    case "P8-list":
      return { ...asked, path: () => "/api/conversations?limit=30" };
    case "P8-unread":
      return { ...asked, path: () => "/api/conversations?unread=true&limit=30" };
    case "P8-history":
      return {
        ...asked,
        path(n) {
          const index = n % ids.length;
          // The places are spread over the whole conversation; before each of them there is a whole page.
          const places = Math.max(1, (lengths[index] ?? 0) - pageSize + 1);
          const before = 1 + pageSize + ((n * 7_919) % places);
          return `/api/conversations/${ids[index]}/messages?limit=${pageSize}&before=${before}`;
        },
      };
  }
}

async function plainRows(url: string): Promise<AsyncDisposable & { readonly question: Question }> {
  const port = await freePort();
  const server = startProcess("baseline/server.ts", [url, String(port)]);
  await server.line();
  await query(
    url,
    `insert into messages (conversation_id, sender_id, content)
     select 'conversation', 'somebody', 'The ' || n || 'th thing that was said here.' from generate_series(1, ${keys}) n`,
  );
  await query(url, "vacuum (analyze)");
  mustAgree("Rows of the baseline", {
    counted: keys,
    found: Number((await query<{ count: string }>(url, "select count(*) as count from messages"))[0]?.count),
  });
  return {
    question: { url: `http://127.0.0.1:${port}`, path: (n) => `/messages/${1 + ((n * 7_919) % keys)}` },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
