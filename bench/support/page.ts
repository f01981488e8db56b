import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { StoredRow } from "./results.ts";

const file = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const head =
  "| id | what | unit | Verbatim | baseline | | ratio | goal | |\n|---|---|---|---:|---:|---|---:|---|---|\n";
const tableOnPage = /^\| id \| what \|.*\n(?:\|.*\n)*/m;

/** Puts the table of all results into the page about them. */
export async function writePage(rows: readonly StoredRow[]): Promise<void> {
  const page = await readFile(file, "utf8");
  if (!tableOnPage.test(page)) throw new Error(`${file} has no table of benchmarks.`);
  await writeFile(
    file,
    page.replace(tableOnPage, () => head + rows.map(lineOf).join("")),
  );
}

function lineOf(row: StoredRow): string {
  const { id, what, unit, ours, baseline, baseline_name: name, ratio, goal } = row;
  const cells = [
    id,
    what,
    unit,
    grouped(ours),
    grouped(baseline),
    name ?? "",
    grouped(ratio),
    goal ?? "",
    verdict(row),
  ];
  return `| ${cells.join(" | ")} |\n`;
}

const grouped = (figure: number | null): string => figure?.toLocaleString("en", { maximumSignificantDigits: 8 }) ?? "";

function verdict({ is_met: isMet }: StoredRow): string {
  if (isMet === null) return "";
  return isMet ? "met" : "**missed**";
}
