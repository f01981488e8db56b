/** What a row is measured against: its ratio to the baseline, or its own figure in its own unit. */
export interface Goal {
  readonly of: "ratio" | "ours";
  readonly is: "at least" | "at most";
  readonly value: number;
}

/** One line of the table; docs name the ids (P1, P2 …). Without a baseline the figure stands alone. */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: { readonly name: string; readonly figure: number } | null;
  readonly goal: Goal | null;
}

export function ratioOf({ ours, baseline }: Row): number | null {
  return baseline ? ours / baseline.figure : null;
}

/** `null`: there is nothing to judge. */
export function isMet(row: Row): boolean | null {
  const figure = row.goal?.of === "ratio" ? ratioOf(row) : row.ours;
  if (!row.goal || figure === null) return null;
  return row.goal.is === "at least" ? figure >= row.goal.value : figure <= row.goal.value;
}

export function goalText({ goal, unit }: Row): string | null {
  if (!goal) return null;
  const sign = goal.is === "at least" ? "≥" : "≤";
  return goal.of === "ratio" ? `${sign} ${goal.value}×` : `${sign} ${goal.value} ${unit}`;
}
