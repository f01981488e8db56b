import { describe, expect, it } from "vitest";
import { importerId, lineKey, logKey, logKeyIn, personId } from "./ids.ts";

describe("people's ids", () => {
  it("are the same whatever the case of nick and channel", () =>
    expect(personId("#Tea", "Carla[1]")).toBe(personId("#tea", "carla{1}")));

  it("are others in another channel, and nobody's is the importer's", () => {
    expect(personId("#tea", "carla")).not.toBe(personId("#coffee", "carla"));
    expect(personId("#tea", "importer")).not.toBe(importerId);
  });

  it("stay what they are from release to release", () =>
    expect([importerId, personId("#tea", "carla")]).toEqual([
      "d807a1d5-3b9a-5b36-a836-447728b20d9f",
      "a92e3db2-b678-5b5e-8f12-9d70147445dc",
    ]));
});

describe("keys of lines", () => {
  it.each(["2013-07-10.train-a", "2013-07-10:12", "2013-07-10 ".padEnd(300, "x")])("tell the file %s again", (log) => {
    expect(logKeyIn(lineKey(log, 7))).toBe(logKey(log));
    expect(logKeyIn(lineKey(log, 7, "joined"))).toBe(logKey(log));
    expect(lineKey(log, 1_000_000, "removed").length).toBeLessThanOrEqual(100);
  });

  it("are not those of other things", () => {
    expect(logKeyIn("irc:#tea")).toBeNull();
    expect(logKeyIn("a client's key:7")).toBeNull();
  });
});
