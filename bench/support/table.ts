import { rounded } from "./results.ts";
import { goalText, isMet, ratioOf, type Row } from "./row.ts";

const headings = ["id", "what", "unit", "ours", "baseline", "(name)", "ratio", "goal", ""];

export function tableOf(rows: readonly Row[]): string {
  const lines = [headings, ...rows.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => aligned(cell, column, widths))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cellsOf(row: Row): string[] {
  const ratio = ratioOf(row);
  return [
    row.id,
    row.what,
    row.unit,
    grouped(row.ours),
    row.baseline ? grouped(row.baseline.figure) : "–",
    row.baseline?.name ?? "–",
    ratio === null ? "–" : `${rounded(ratio)}×`,
    goalText(row) ?? "–",
    verdict(row),
  ];
}

function verdict(row: Row): string {
  const met = isMet(row);
  if (met === null) return "";
  return met ? "met" : "MISSED";
}

/** Figures to the right, words to the left. */
function aligned(cell: string, column: number, widths: readonly number[]): string {
  const isFigure = ["ours", "baseline", "ratio"].includes(headings[column] ?? "");
  return isFigure ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
}

function grouped(figure: number): string {
  return rounded(figure).toLocaleString("en");
}
