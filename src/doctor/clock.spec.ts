import { describe, expect, it } from "vitest";
import { compareClocks } from "./clock.ts";
import { findingsAbout, type Finding } from "./finding.ts";

async function compared(theirs: number, precision = 0): Promise<Finding[]> {
  const findings: Finding[] = [];
  const about = findingsAbout("x", (finding) => findings.push(finding));
  await compareClocks(about, { of: "PostgreSQL", theirs: () => Promise.resolve(theirs), precision });
  return findings;
}

describe("two clocks", () => {
  it("agree where the other one tells our time", async () => {
    expect(await compared(Date.now())).toMatchObject([{ state: "ok" }]);
  });

  it.each([-60_000, 60_000])("are said to be apart where they are, whichever is late: %i ms", async (apart) => {
    expect(await compared(Date.now() + apart)).toMatchObject([
      { state: "warning", sentence: expect.stringMatching(/PostgreSQL are (60\.0|59\.\d) s apart/) as string },
    ]);
  });

  it("are not apart by what the other one rounds away", async () => {
    expect(await compared(Date.now() - 2_900, 1_000)).toMatchObject([{ state: "ok" }]);
  });
});
