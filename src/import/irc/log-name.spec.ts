import { expect, it } from "vitest";
import { isLogFile, parseLogName } from "./log-name.ts";

it("a log's name tells its day, and which line was of that day", () => {
  expect(parseLogName("2013-07-10.train-a.raw.txt")).toEqual({
    name: "2013-07-10.train-a",
    date: "2013-07-10",
    datedLine: 1_000,
    period: "new",
  });
  expect(parseLogName("2015-02-04.train-b.raw.txt")).toMatchObject({ datedLine: 1_000 });
  expect(parseLogName("2007-08-19.train-c.raw.txt")).toMatchObject({ datedLine: 0, period: "old" });
  expect(parseLogName("2007-10-24.raw.txt")).toMatchObject({ name: "2007-10-24", datedLine: 0, period: "new" });
});

it.each(["tea.raw.txt", "2013-02-30.raw.txt", "2013-13-01.raw.txt", "20130710.raw.txt", "2013-07-101.raw.txt"])(
  "no day is told by %s",
  (name) => expect(parseLogName(name)).toBeNull(),
);

it("other files are no logs", () => {
  expect(isLogFile("2013-07-10.train-a.annotation.txt")).toBe(false);
  expect(isLogFile("README.md")).toBe(false);
});
