import { describe, expect, it } from "vitest";
import { OpenStreams } from "./open-streams.ts";

const at = (userId: string, address: string) => ({ userId, address });

/** Enters, and says whether there was room. */
const enters = (streams: OpenStreams, who: ReturnType<typeof at>): boolean => typeof streams.enter(who) !== "string";

describe("open streams", () => {
  it("are so many for a person, from wherever", () => {
    const streams = new OpenStreams({ ofUser: 2, ofAddress: 10 });
    expect([1, 2, 3].map((n) => enters(streams, at("ada", `192.0.2.${n}`)))).toEqual([true, true, false]);
    expect(enters(streams, at("bob", "192.0.2.1"))).toBe(true);
    expect(streams.enter(at("ada", "192.0.2.9"))).toBe("Too many streams are open for you: at most 2.");
  });

  it("are so many for an address, whoever it is", () => {
    const streams = new OpenStreams({ ofUser: 10, ofAddress: 2 });
    expect(["ada", "bob", "eve"].map((name) => enters(streams, at(name, "192.0.2.1")))).toEqual([true, true, false]);
    expect(enters(streams, at("eve", "192.0.2.2"))).toBe(true);
  });

  it("make room when they end, once each", () => {
    const streams = new OpenStreams({ ofUser: 2, ofAddress: 2 });
    const [first] = [streams.enter(at("ada", "a")), streams.enter(at("ada", "a"))];
    if (typeof first !== "function") throw new Error("there was no room");
    first();
    first();
    expect([1, 2].map(() => enters(streams, at("ada", "a")))).toEqual([true, false]);
  });
});
