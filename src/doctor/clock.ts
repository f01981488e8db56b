import type { Findings } from "./finding.ts";

/** Milliseconds; times of events come from here, and many times of rows from PostgreSQL. */
const tolerated = 2_000;

/** Compares our clock with a server's, asked between two looks at ours; what it rounds away counts for nothing. */
export async function compareClocks(
  findings: Findings,
  {
    of,
    theirs,
    precision,
  }: { readonly of: string; readonly theirs: () => Promise<number>; readonly precision: number },
): Promise<void> {
  const before = Date.now();
  const time = await theirs();
  const after = Date.now();
  const apart = Math.max(before - (time + precision), time - after, 0);
  if (apart <= tolerated)
    return findings.ok(`Our clock and that of ${of} agree.`, { code: "clock.agrees", values: { of } });
  findings.warning(
    `Our clock and that of ${of} are ${(apart / 1_000).toFixed(1)} s apart: keep both right by NTP, since times of messages and of sessions are compared.`,
  );
}
