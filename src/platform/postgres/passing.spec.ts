import { describe, expect, it } from "vitest";
import { isPassing, leavesCommitUnknown } from "./passing.ts";

describe("an error of the server", () => {
  it.each([
    ["08006", "a lost connection"],
    ["57P01", "a shutdown"],
  ])("%s, %s, passes and leaves open what was committed", (state) => {
    expect([isPassing(state), leavesCommitUnknown(state)]).toEqual([true, true]);
  });

  it.each([
    ["40P01", "a deadlock"],
    ["53100", "a full disk"],
    ["57014", "a cancelled statement"],
    ["25P04", "a transaction that took too long"],
    ["55P03", "a lock that was not to be had"],
  ])("%s, %s, passes and nothing was committed", (state) => {
    expect([isPassing(state), leavesCommitUnknown(state)]).toEqual([true, false]);
  });

  it.each([
    ["23505", "a doubled key"],
    ["42P01", "a missing table"],
    ["22P05", "a character that cannot be stored"],
    ["25P02", "a transaction that failed before"],
  ])("%s, %s, does not pass", (state) => {
    expect([isPassing(state), leavesCommitUnknown(state)]).toEqual([false, false]);
  });
});
