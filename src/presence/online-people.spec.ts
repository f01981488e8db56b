import { describe, expect, it } from "vitest";
import { userId } from "../domain/ids.ts";
import { OnlinePeople } from "./online-people.ts";
import { OwnPeople } from "./own-people.ts";

const [ada, bob] = [userId("ada"), userId("bob")];

describe("people", () => {
  it("come with their first sign of life, and go a minute after the last", () => {
    const people = new OnlinePeople(60_000);
    expect(people.seen(ada, 0)).toBe(true);
    expect(people.seen(ada, 30_000)).toBe(false);
    expect(people.expire(89_999)).toEqual(new Map());
    expect(people.lastSign(ada)).toBe(30_000);
    expect(people.expire(90_000)).toEqual(new Map([[ada, 30_000]]));
    expect(people.lastSign(ada)).toBeNull();
    expect(people.seen(ada, 90_001)).toBe(true);
  });

  it("are not younger for a sign that comes late", () => {
    const people = new OnlinePeople(60_000);
    people.seen(ada, 50_000);
    people.seen(ada, 20_000);
    expect(people.lastSign(ada)).toBe(50_000);
  });
});

describe("what others are told of one's own people", () => {
  it("is the first sign at once, then the latest of each while", () => {
    const own = new OwnPeople(20_000);
    own.seen(ada, 0);
    expect(own.toTell(0)).toEqual(new Map([[ada, 0]]));
    own.seen(ada, 10_000);
    own.seen(ada, 15_000);
    expect(own.toTell(19_999)).toEqual(new Map());
    expect(own.toTell(20_000)).toEqual(new Map([[ada, 15_000]]));
    expect(own.toTell(60_000)).toEqual(new Map());
  });

  it("is everything again for who has missed it, but not of those who went", () => {
    const own = new OwnPeople(20_000);
    own.seen(ada, 0);
    own.seen(bob, 0);
    own.toTell(0);
    own.forget(bob);
    own.tellAgain();
    expect(own.toTell(1)).toEqual(new Map([[ada, 0]]));
  });
});
