import { describe, expect, it } from "vitest";
import { parsePlace, positionText, streamIdText } from "./position.ts";

const epoch = "f8a804d7-1c0e-4cc0-bc06-a79033eaa8f6";

describe("a place in the log, as clients are given it", () => {
  it("is read as it was written", () => {
    const place = { epoch, position: 9_007_199_254_740_993n };
    expect(parsePlace(positionText(place))).toEqual({ ...place, n: null });
    expect(parsePlace(streamIdText({ ...place, n: 7 }))).toEqual({ ...place, n: 7 });
  });

  it.each([
    "",
    "12",
    epoch,
    `${epoch}.`,
    `${epoch}.-1`,
    `${epoch}.01`,
    `${epoch}.1.`,
    `${epoch}.1.1.1`,
    `${epoch}.1e3`,
  ])("is not %j", (text) => expect(parsePlace(text)).toBeNull());

  it("is not longer than the log can be", () => {
    expect(parsePlace(`${epoch}.${"9".repeat(19)}`)).not.toBeNull();
    expect(parsePlace(`${epoch}.${"9".repeat(20)}`)).toBeNull();
  });
});
