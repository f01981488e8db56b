import { describe, expect, it } from "vitest";
import { Together } from "./together.ts";

/** Questions that are answered when they are told to be: each key with its length, the empty one not at all. */
function questions({ atOnce, most }: { readonly atOnce: number; readonly most: number }) {
  const asked: { readonly keys: readonly string[]; readonly under: PromiseWithResolvers<void> }[] = [];
  const ask = async (keys: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const under = Promise.withResolvers<void>();
    asked.push({ keys, under });
    await under.promise;
    return new Map(keys.filter((key) => key !== "").map((key) => [key, key.length]));
  };
  return { asked, together: new Together({ ask, atOnce, most }) };
}

describe("what is asked together", () => {
  it("is asked at once while few are wanted, and in one question when many are", async () => {
    const { asked, together } = questions({ atOnce: 1, most: 2 });
    const answers = ["a", "bb", "ccc", "dddd"].map((key) => together.answerTo(key));
    expect(asked.map(({ keys }) => keys)).toEqual([["a"]]);
    asked[0]?.under.resolve();
    await expect.poll(() => asked.map(({ keys }) => keys)).toEqual([["a"], ["bb", "ccc"]]);
    asked[1]?.under.resolve();
    await expect.poll(() => asked.length).toBe(3);
    asked[2]?.under.resolve();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
  });

  it("is asked once for all who want the same, and anew for whoever wants it when it was asked before", async () => {
    const { asked, together } = questions({ atOnce: 1, most: 10 });
    const answers = ["a", "a", "a"].map((key) => together.answerTo(key));
    asked[0]?.under.resolve();
    await expect.poll(() => asked.map(({ keys }) => keys)).toEqual([["a"], ["a"]]);
    asked[1]?.under.resolve();
    expect(await Promise.all(answers)).toEqual([1, 1, 1]);
  });

  it("may have no answer", async () => {
    const { asked, together } = questions({ atOnce: 1, most: 10 });
    const answer = together.answerTo("");
    asked[0]?.under.resolve();
    expect(await answer).toBeUndefined();
  });

  it("fails for those who were in the question, and for nobody else", async () => {
    const { asked, together } = questions({ atOnce: 2, most: 10 });
    const [first, second] = [together.answerTo("a"), together.answerTo("bb")];
    asked[0]?.under.reject(new Error("lost"));
    asked[1]?.under.resolve();
    await expect(first).rejects.toThrow("lost");
    expect(await second).toBe(2);
  });
});
