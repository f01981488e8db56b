import { describe, expect, it } from "vitest";
import { conversationId, userId } from "../domain/ids.ts";
import { Typists, type Sign } from "./typists.ts";

const [here, ada] = [conversationId("here"), userId("ada")];

const types = (at: number, more: Partial<Sign> = {}): Sign => {
  return { conversationId: here, userId: ada, isTyping: true, at, isOwn: true, ...more };
};
const ceases = (at: number): Sign => types(at, { isTyping: false });

describe("typing", () => {
  it("is told at once, then every two seconds at most, as of its last sign", () => {
    const typists = new Typists();
    expect(typists.take(types(0))).toEqual([types(0)]);
    expect(typists.take(types(1_000))).toEqual([]);
    expect(typists.take(types(1_900))).toEqual([]);
    expect(typists.tick(1_999)).toEqual([]);
    expect(typists.tick(2_000)).toEqual([types(1_900)]);
  });

  it("ends three seconds after its last sign, told or not", () => {
    const typists = new Typists();
    typists.take(types(0));
    typists.take(types(1_500));
    typists.tick(2_000);
    expect(typists.tick(4_499)).toEqual([]);
    expect(typists.of(here, 4_499)).toEqual([ada]);
    expect(typists.of(here, 4_500)).toEqual([]);
    expect(typists.tick(4_500)).toEqual([ceases(4_500)]);
    expect(typists.tick(9_000)).toEqual([]);
  });

  it("ends when they say so, and when their message comes, once", () => {
    const typists = new Typists();
    typists.take(types(0));
    expect(typists.take(ceases(100))).toEqual([ceases(100)]);
    expect(typists.take(ceases(200))).toEqual([]);
    expect(typists.sent({ conversationId: here, userId: ada, at: 300 })).toEqual([]);
    typists.take(types(5_000));
    expect(typists.sent({ conversationId: here, userId: ada, at: 5_100 })).toEqual([ceases(5_100)]);
    expect(typists.of(here, 5_100)).toEqual([]);
  });

  it("is not told more often by ending it in between", () => {
    const typists = new Typists();
    typists.take(types(0));
    typists.take(ceases(100));
    expect(typists.take(types(200))).toEqual([]);
    expect(typists.of(here, 200)).toEqual([]);
    expect(typists.tick(2_000)).toEqual([types(200)]);
  });

  it("that never was does not end", () => {
    expect(new Typists().take(ceases(0))).toEqual([]);
    expect(new Typists().sent({ conversationId: here, userId: ada, at: 0 })).toEqual([]);
  });

  it("remembers no more than ten thousand", () => {
    const typists = new Typists();
    for (let n = 0; n < 10_000; n += 1) typists.take(types(0, { userId: userId(`u${n}`) }));
    expect(typists.take(types(0))).toEqual([]);
    typists.tick(3_000);
    expect(typists.take(types(3_001))).toEqual([types(3_001)]);
  });
});
