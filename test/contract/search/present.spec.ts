import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Searching } from "./searching.ts";

describe("a message that was edited", () => {
  it("is found by its present words alone, and by what they hold", async () => {
    const searching = await Searching.ofTwo();
    const id = await searching.story.sends("ada", "here", "former words");
    expect(await searching.finds("bob", "former")).toEqual(["former words"]);
    await searching.edits(id, "present words, http://link.example");
    expect(await searching.found("bob", "former")).toEqual([]);
    expect(await searching.found("bob", "present")).toEqual([id]);
    expect(await searching.found("bob", "has:link from:ada")).toEqual([id]);
    await searching.edits(id, "no more");
    expect(await searching.found("bob", "has:link")).toEqual([]);
    expect(await searching.found("bob", "from:ada")).toEqual([id]);
  });
});

describe("a message that was deleted", () => {
  it("is found by nothing any more", async () => {
    const searching = await Searching.ofTwo();
    const id = await searching.story.sends("ada", "here", "gone words");
    await searching.story.sends("ada", "here", "other words");
    expect(await searching.finds("bob", "words")).toEqual(["other words", "gone words"]);
    await searching.deletes(id);
    for (const text of ["gone", "from:ada gone", "gone words"])
      expect(await searching.result("bob", text)).toMatchObject({ items: [], total: 0 });
    expect(await searching.finds("bob", "from:ada")).toEqual(["other words"]);
    await searching.edits(id, "too late");
    expect(await searching.finds("bob", "late")).toEqual([]);
  });

  it("leaves nothing of its words in the index, as a deleted conversation does not", async () => {
    const searching = await Searching.ofTwo();
    const id = await searching.story.sends("ada", "here", "gone words");
    await searching.story.starts("ada", "there");
    await searching.story.sends("ada", "there", "more words");
    await searching.deletes(id);
    await searching.story.deletes("ada", "there");
    await searching.follow();
    expect(await searching.rows()).toEqual([]);
  });
});

describe("the words of somebody who was erased", () => {
  it("are found no more once the index is made again", async () => {
    const searching = await Searching.ofTwo();
    await searching.story.sends("ada", "here", "secret words");
    await searching.follow();
    searching.story.keys.destroy("person:ada");
    await searching.rebuilt("one");
    expect(JSON.stringify(await searching.rows())).not.toContain("secret");
    expect(await searching.finds("bob", "secret")).toEqual([]);
  });
});

describe("data", () => {
  it("is filtered by its fields, numbers as numbers", async () => {
    const searching = await Searching.ofTwo();
    await searching.story.sends("ada", "here", "reading without any");
    const ids: string[] = [];
    for (const data of [
      { temperature: 80.5, unit: "C" },
      { temperature: 9, at: { line: "B2" } },
      { temperature: "hot", ok: true },
    ])
      ids.push(await searching.sendsData("reading", data));
    const filtered = async (path: string, comparison: "eq" | "gt" | "gte" | "lt" | "lte", value: string) =>
      (await searching.found("bob", "", { data: [{ path: path.split("."), comparison, value }] })).map((id) =>
        ids.indexOf(id),
      );
    expect(await searching.found("bob", "has:data")).toEqual(ids.toReversed());
    expect(await filtered("temperature", "gte", "80.5")).toEqual([0]);
    expect(await filtered("temperature", "gt", "80.5")).toEqual([]);
    expect(await filtered("temperature", "lt", "10")).toEqual([1]);
    expect(await filtered("temperature", "eq", "9.0")).toEqual([1]);
    expect(await filtered("temperature", "eq", "hot")).toEqual([2]);
    expect(await filtered("temperature", "gte", "cold")).toEqual([2]);
    expect(await filtered("temperature", "lte", "1e9999")).toEqual([]);
    expect(await filtered("at.line", "eq", "B2")).toEqual([1]);
    expect(await filtered("ok", "eq", "true")).toEqual([2]);
    expect(await filtered("unit", "gte", "A")).toEqual([0]);
    expect(await filtered("nothing", "eq", "")).toEqual([]);
    expect(await searching.found("bob", "", { type: "incident_data" })).toEqual(ids.toReversed());
  });
});

describe("the index", () => {
  it("made again is the same, in whatever batches", async () => {
    const deeds = fc.array(
      fc.tuple(fc.constantFrom("send", "send", "edit", "delete", "end"), fc.nat(9), fc.string({ maxLength: 8 })),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(deeds, async (done) => {
        const searching = await Searching.ofTwo();
        const ids: (string | null)[] = [];
        for (const [deed, which, words] of done) {
          if (deed === "send") ids.push(await searching.story.sends("ada", "here", `x${words}`));
          const id = ids[which % Math.max(1, ids.length)];
          if (deed === "edit" && id) await searching.edits(id, words);
          if (deed === "delete" && id) await searching.deletes(id);
          if (deed === "end" && which === 0) await searching.story.deletes("ada", "here");
          if (which % 4 === 0) await searching.follow();
        }
        await searching.follow();
        const rows = await searching.rows();
        expect(await searching.rebuilt("one")).toEqual(rows);
        expect(await searching.rebuilt("many")).toEqual(rows);
      }),
      { numRuns: 12 },
    );
  });
});
