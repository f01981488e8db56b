import { expect, it } from "vitest";
import { memoryHere, sharedBuffers } from "./shared-buffers.ts";

const gigabyte = 2 ** 30;

it.each([
  [gigabyte / 2, 128],
  [gigabyte, 128],
  [4 * gigabyte, 512],
  [24 * gigabyte, 1_024],
])("of %d bytes of memory PostgreSQL keeps what it read in %d MB", (memory, megabytes) => {
  expect(sharedBuffers(memory)).toBe(megabytes);
});

it("the memory here is finite, and there is some", () => {
  expect(memoryHere()).toBeGreaterThan(0);
  expect(memoryHere()).toBeLessThan(Number.POSITIVE_INFINITY);
});
