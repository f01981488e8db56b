import { describe, expect, it } from "vitest";
import { parseTraceparent } from "./traceparent.ts";

const [traceId, spanId] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];

describe("whose trace a request belongs to", () => {
  it("is said by its traceparent, and whether it is recorded", () => {
    const parsed = { traceId, spanId, isRemote: true };
    expect(parseTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({ ...parsed, traceFlags: 1 });
    expect(parseTraceparent(`00-${traceId}-${spanId}-00`)).toEqual({ ...parsed, traceFlags: 0 });
  });

  it("is said by that of a later version, too, which may say more", () =>
    expect(parseTraceparent(`cc-${traceId}-${spanId}-01-what-will-be`)).toMatchObject({ traceId, spanId }));

  it.each([
    undefined,
    "",
    "hello",
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${"0".repeat(32)}-${spanId}-01`,
    `00-${traceId}-${"0".repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}`,
  ])("is not said by %j", (text) => expect(parseTraceparent(text)).toBeNull());
});
