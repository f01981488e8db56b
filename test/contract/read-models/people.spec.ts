import { describe, expect, it } from "vitest";
import { userId } from "../../../src/domain/ids.ts";
import type { PersonCursor } from "../../../src/projections/reads/people.ts";
import { ReadModels } from "./read-models.ts";
import { Story } from "./story.ts";

async function several(): Promise<{ models: ReadModels; story: Story }> {
  const models = await ReadModels.make();
  const story = new Story();
  await story.registers("ada", { displayName: "Ada Lovelace", username: "Countess.Ada" });
  await story.registers("bob", { displayName: "Łucja Żółć-Nowak" });
  await story.registers("cem", { displayName: "Çem Ångström", locale: "fr", timeZone: "Europe/Paris" });
  await story.registers("dot", { displayName: "Strauß Bjørn" });
  await story.registers("eve", { displayName: "王小明" });
  await models.follow(story);
  return { models, story };
}

async function found({ reads }: ReadModels, text: string): Promise<readonly string[]> {
  return (await reads.people.search({ text, limit: 10, after: null })).items;
}

describe("people", () => {
  it.each([
    ["Love", ["ada"]],
    ["zolc", ["bob"]],
    ["ŁUCJA n", ["bob"]],
    ["nowak lu", ["bob"]],
    ["angstr", ["cem"]],
    ["strauss bjorn", ["dot"]],
    ["count", ["ada"]],
    ["countess.ad", ["ada"]],
    ["王", ["eve"]],
    ["velace", []],
    ["ada nowak", []],
    ["%", []],
    ["…", []],
  ])("are found by %j", async (text, expected) => {
    const { models } = await several();
    expect(await found(models, text)).toEqual(expected);
  });

  it("are listed by name, page after page, each once", async () => {
    const { models } = await several();
    const listed: string[] = [];
    let after: PersonCursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof models.reads.people.search>> = await models.reads.people.search({
        text: "",
        limit: 2,
        after,
      });
      listed.push(...page.items);
      after = page.next;
    } while (after);
    expect(listed).toEqual(["ada", "cem", "bob", "dot", "eve"]);
  });

  it("are called what they call themselves now, and found by nothing else", async () => {
    const { models, story } = await several();
    await story.changesProfile("ada", { displayName: "Augusta King" });
    await models.follow(story);
    const names = await models.reads.people.named([userId("ada"), userId("nobody")]);
    expect([...names]).toEqual([["ada", { username: "Countess.Ada", displayName: "Augusta King" }]]);
    expect(await found(models, "lovelace")).toEqual([]);
    expect(await found(models, "augusta")).toEqual(["ada"]);
  });

  it("have the settings that they chose", async () => {
    const { models, story } = await several();
    await story.changesProfile("cem", { notifyEmail: "daily", locale: "pl" });
    await models.follow(story);
    expect(await models.reads.people.profile(userId("cem"))).toEqual({
      userId: "cem",
      locale: "pl",
      timeZone: "Europe/Paris",
      notifyEmail: "daily",
    });
    expect(await models.reads.people.profile(userId("nobody"))).toBeNull();
  });

  it("who were erased are known without a name, and found no more", async () => {
    const { models, story } = await several();
    story.keys.destroy("person:ada");
    await models.clear();
    await models.follow(story);
    const names = await models.reads.people.named([userId("ada")]);
    expect(names.get(userId("ada"))).toEqual({ username: null, displayName: null });
    expect(await found(models, "ada")).toEqual([]);
    expect(await found(models, "")).not.toContain("ada");
  });
});
