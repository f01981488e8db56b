import { expect } from "vitest";

// vitest types its asymmetric matchers as `any`.
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
export const listWith = (items: readonly unknown[]): unknown => expect.arrayContaining([...items]);
export const anything = (): unknown => expect.anything();
/** 2^64 - 1, which a double cannot hold. */
export const allBitsSet = (): unknown => expect.closeTo(2 ** 64, -4);
