import { describe, expect, it } from "vitest";
import { backoff } from "./backoff.ts";

describe("waiting between tries", () => {
  it("doubles up to half a minute", () => {
    const waits = [0, 1, 2, 3, 4, 5, 50].map((tries) => backoff(tries, () => 1));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it("differs from client to client, so that not all come back at once", () => {
    expect(backoff(3, () => 0)).toBe(6_000);
  });
});
