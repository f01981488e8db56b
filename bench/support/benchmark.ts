import type { Row } from "./row.ts";

/** Measures, checks that the work it counted was done (throws if not), and says what came of it. */
export type Benchmark = () => Promise<readonly Row[]>;

/** Fails the benchmark: a fast figure for work that was not done is worth nothing. */
export function mustAgree(what: string, figures: { readonly counted: number; readonly found: number }): void {
  if (figures.counted > 0 && figures.counted === figures.found) return;
  throw new Error(`${what}: ${figures.counted} counted as done, ${figures.found} found.`);
}
