import { expect, it } from "vitest";
import { AtOnce } from "./at-once.ts";

it("so many are under way at once, and each that is over makes room for one", () => {
  const places = new AtOnce(2);
  const [first, second] = [places.enter(), places.enter()];
  expect(places.enter()).toBeNull();
  first?.();
  first?.();
  expect(places.enter()).not.toBeNull();
  expect(places.enter()).toBeNull();
  second?.();
  expect(places.enter()).not.toBeNull();
});
