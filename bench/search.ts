import { readFileSync } from "node:fs";
import pg from "pg";
import type { ConversationId, UserId } from "../src/domain/ids.ts";
import { openQueryPool } from "../src/platform/postgres/query-pool.ts";
import { searchReads } from "../src/projections/queries/search.ts";
import { everywhere, fill, largest, somewhere } from "./search/fill.ts";
import { character, word } from "./search/texts.ts";
import { mustAgree, type Benchmark } from "./support/benchmark.ts";
import { BenchPostgres, query } from "./support/postgres.ts";
import type { Row } from "./support/row.ts";

const total = Number(process.env["SEARCH_MESSAGES"] ?? 1_000_000);
const questions = 40;

interface Kind {
  readonly id: string;
  readonly what: string;
  /** The n-th question. */
  readonly text: (n: number) => string;
  readonly viewer: UserId;
  readonly within?: ConversationId;
}

const common = (n: number): string => word(n % 20);
const middling = (n: number): string => word(60 + n * 5);

const kinds: readonly Kind[] = [
  { id: "P9-common", what: "a common word", text: common, viewer: everywhere },
  { id: "P9-middling", what: "a word in one of some hundred messages", text: middling, viewer: everywhere },
  { id: "P9-rare", what: "a rare word", text: (n) => word(20_000 + n * 97), viewer: everywhere },
  { id: "P9-partial", what: "part of a word", text: (n) => word(500 + n * 211).slice(1, -1), viewer: everywhere },
  {
    id: "P9-cjk",
    what: "two characters of Chinese",
    text: (n) => character(n % 9) + character(n * 3),
    viewer: everywhere,
  },
  {
    id: "P9-two",
    what: "a common and a middling word",
    text: (n) => `${common(n)} ${middling(n)}`,
    viewer: everywhere,
  },
  { id: "P9-nothing", what: "what nobody said", text: (n) => `qqx${n}yyw`, viewer: everywhere },
  { id: "P9-own-common", what: "a common word, in a tenth of the conversations", text: common, viewer: somewhere },
  {
    id: "P9-own-middling",
    what: "a middling word, in a tenth of the conversations",
    text: middling,
    viewer: somewhere,
  },
  {
    id: "P9-one-common",
    what: "a common word in one large conversation",
    text: common,
    viewer: everywhere,
    within: largest,
  },
  {
    id: "P9-one-middling",
    what: "a middling word in one large conversation",
    text: middling,
    viewer: everywhere,
    within: largest,
  },
];

/** P9: twenty results with their count, of so many messages; all kinds together, and each kind alone. */
export const search: Benchmark = async () => {
  await using postgres = await BenchPostgres.start();
  const url = await postgres.newDatabase("search");
  await fill(url, total);
  const queries = await openQueryPool(url, { size: 1, timeoutSeconds: 60, recycleSeconds: 3_600 });
  const plain = new pg.Client({ connectionString: url });
  await plain.connect();
  try {
    const reads = searchReads(queries);
    const ids = new Map<UserId, readonly string[]>();
    for (const viewer of [everywhere, somewhere]) ids.set(viewer, await conversationsOf(url, viewer));
    const rows: Row[] = [];
    const all = { ours: [] as number[], theirs: [] as number[] };
    const cpu = await cpuOfQueries(plain);
    const worked: number[] = [];
    for (const { id, what, text, viewer, within } of kinds) {
      const ours: number[] = [];
      const theirs: number[] = [];
      const places = within === undefined ? (ids.get(viewer) ?? []) : [within];
      for (let n = -3; n < questions; n += 1) {
        const asked = text(Math.max(n, 0));
        const [began, before] = [performance.now(), cpu()];
        const found = await reads.messages(viewer, {
          text: asked,
          limit: 20,
          after: null,
          ...(within !== undefined && { conversationId: within }),
        });
        const [between, after] = [performance.now(), cpu()];
        const counted = n % 10 === 0 ? await ilike(plain, asked, places) : null;
        if (counted !== null)
          mustAgree(`${what}: ${asked}`, { counted: 1 + found.total, found: 1 + Math.min(1_000, counted) });
        if (n < 0) continue;
        ours.push(between - began);
        worked.push(after - before);
        if (counted !== null) theirs.push(performance.now() - between);
      }
      all.ours.push(...ours);
      all.theirs.push(...theirs);
      rows.push(rowOf(id, `search for ${what}: 95th percentile`, { ours, theirs }));
    }
    return [
      {
        ...rowOf("P9", `search ${total.toLocaleString("en")} messages: 95th percentile`, all),
        goal: { of: "ours", is: "at most", value: 50 },
      },
      {
        id: "P9-cpu",
        what: "search, what PostgreSQL works for it: 95th percentile",
        unit: "ms",
        ours: p95(worked),
        baseline: null,
        goal: null,
      },
      ...rows,
    ];
  } finally {
    await plain.end();
    await queries.end();
  }
};

function rowOf(
  id: string,
  what: string,
  { ours, theirs }: { readonly ours: number[]; readonly theirs: number[] },
): Row {
  const baseline = { name: "ILIKE on the same rows", figure: p95(theirs) };
  return { id, what, unit: "ms", ours: p95(ours), baseline, goal: null };
}

async function conversationsOf(url: string, viewer: UserId): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    url,
    `select conversation_id as id from members_v1.members where user_id = '${viewer}'`,
  );
  return rows.map(({ id }) => id);
}

/** How long the pool's one connection has worked, in milliseconds of a processor: it does not depend on who else does. */
async function cpuOfQueries(client: pg.Client): Promise<() => number> {
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name = 'verbatim queries' and datname = current_database()",
  );
  const [row] = rows;
  if (!row) throw new Error("The pool has no connection.");
  return () => Number(readFileSync(`/proc/${row.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

async function ilike(client: pg.Client, text: string, places: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ total: number }>(
    `with found as materialized (
       select content, at from plain where conversation_id = any ($1) and content ilike all ($2) order by at desc limit 1001
     )
     select (select count(*)::int from found) as total, content from (select content from found order by at desc limit 20) page
     right join (select 1) one on true`,
    [places, text.split(" ").map((each) => `%${each}%`)],
  );
  return rows[0]?.total ?? 0;
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.95)] ?? Number.NaN;
