import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { goalText, isMet, ratioOf, type Row } from "./row.ts";

const file = fileURLToPath(new URL("../results.json", import.meta.url));

export interface StoredRow {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number | null;
  readonly baseline_name: string | null;
  readonly ratio: number | null;
  readonly goal: string | null;
  /** Null: there is no goal. */
  readonly is_met: boolean | null;
}

interface Results {
  readonly machine: string;
  readonly rows: readonly StoredRow[];
}

/** Rows measured now replace those of the same id; the others stay as they were. @returns all of them */
export async function keepResults(rows: readonly Row[]): Promise<readonly StoredRow[]> {
  const byId = new Map((await readResults()).rows.map((row) => [row.id, row]));
  for (const row of rows) byId.set(row.id, stored(row));
  const inOrder = [...byId.values()].toSorted((one, other) => one.id.localeCompare(other.id, "en", { numeric: true }));
  const results: Results = { machine: machine(), rows: inOrder };
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  return inOrder;
}

async function readResults(): Promise<Results> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return '{"machine": "", "rows": []}';
    throw error;
  });
  return JSON.parse(text) as Results;
}

function stored(row: Row): StoredRow {
  const ratio = ratioOf(row);
  return {
    id: row.id,
    what: row.what,
    unit: row.unit,
    ours: rounded(row.ours),
    baseline: row.baseline ? rounded(row.baseline.figure) : null,
    baseline_name: row.baseline?.name ?? null,
    ratio: ratio === null ? null : rounded(ratio),
    goal: goalText(row),
    is_met: isMet(row),
  };
}

/** Digits beyond these are noise. */
export function rounded(figure: number): number {
  return figure >= 1_000 ? Math.round(figure) : Number(figure.toPrecision(3));
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${availableParallelism()} × ${model}, ${memory} GiB, ${platform()} ${release()}, Node ${process.versions.node}`;
}
