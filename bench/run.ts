// `npm run bench` runs every benchmark, `npm run bench -- append send` only these; the figures go to results.json and docs/benchmarks.md.
import { benchmarks } from "./benchmarks.ts";
import { writePage } from "./support/page.ts";
import { keepResults } from "./support/results.ts";
import type { Row } from "./support/row.ts";
import { tableOf } from "./support/table.ts";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are: ${Object.keys(benchmarks).join(", ")}.`);
  process.exit(2);
}

const rows: Row[] = [];
for (const [name, load] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`Measuring ${name} …`);
  try {
    const measure = await load();
    rows.push(...(await measure()));
  } catch (error) {
    console.error(`${name} failed:`, error);
    process.exitCode = 1; // the others still run
  }
}
console.log(`\n${tableOf(rows)}`);
await writePage(await keepResults(rows));
