import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLogName } from "./log-name.ts";
import { timesOf } from "./times.ts";

/** Of clocks such as "23:59", or "-" for a line without one. */
function times(fileName: string, ...clocks: readonly string[]): readonly string[] {
  const name = parseLogName(`${fileName}.raw.txt`);
  if (!name) throw new Error(`${fileName} tells no day.`);
  const minutes = clocks.map((clock) =>
    clock === "-" ? null : Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)),
  );
  return timesOf(minutes, name).map((time) => time.slice(0, 16));
}

describe("times of a new log", () => {
  it("are of the name's day", () =>
    expect(times("2013-07-10.train-c", "00:00", "18:38", "18:38")).toEqual([
      "2013-07-10T00:00",
      "2013-07-10T18:38",
      "2013-07-10T18:38",
    ]));

  it("go on after midnight", () =>
    expect(times("2018-02-27", "23:46", "00:07")).toEqual(["2018-02-27T23:46", "2018-02-28T00:07"]));

  it("are of the day before, before the midnight that leads to the dated line", () => {
    const clocks = Array.from({ length: 1_002 }, (_, line) => (line < 799 ? "23:00" : "00:30"));
    const found = times("2010-02-13.train-a", ...clocks);
    expect([found[798], found[799], found[1_000]]).toEqual([
      "2010-02-12T23:00",
      "2010-02-13T00:30",
      "2010-02-13T00:30",
    ]);
  });

  it("are whole: seconds and milliseconds are none", () =>
    expect(timesOf([61], { name: "x", date: "2013-07-10", datedLine: 0, period: "new" })).toEqual([
      "2013-07-10T01:01:00.000Z",
    ]));
});

describe("times of an old log", () => {
  it.each([
    ["11:59", "00:00", "2006-01-02T12:00"],
    ["12:59", "01:00", "2006-01-02T13:00"],
  ])("go from morning to afternoon: %s, %s", (before, after, afternoon) =>
    expect(times("2006-01-02.train-c", before, after)).toEqual([`2006-01-02T${before}`, afternoon]),
  );
});

describe("times", () => {
  it("of a line without a clock are those of the line above, or of the first that has one", () =>
    expect(times("2013-07-10", "-", "-", "10:01", "-")).toEqual(Array(4).fill("2013-07-10T10:01")));

  it("stand still where the clock was set back a little", () =>
    expect(times("2013-07-10", "10:30", "10:28", "10:31")).toEqual([
      "2013-07-10T10:30",
      "2013-07-10T10:30",
      "2013-07-10T10:31",
    ]));

  it("of a log without any clock are its day", () => expect(times("2013-07-10", "-")).toEqual(["2013-07-10T00:00"]));

  it("never go back, and the dated line is of the name's day", () =>
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 1_439 })), { minLength: 1 }),
        fc.constantFrom("old" as const, "new" as const),
        fc.nat(40),
        (clocks, period, datedLine) => {
          const found = timesOf(clocks, { name: "x", date: "2006-06-21", datedLine, period });
          expect(found).toEqual(found.toSorted());
          expect(found[Math.min(datedLine, found.length - 1)]).toMatch(/^2006-06-21T/);
        },
      ),
    ));
});
