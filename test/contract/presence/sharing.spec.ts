import { expect, it } from "vitest";
import { userId } from "../../../src/domain/ids.ts";
import { ReadModels } from "../read-models/read-models.ts";
import { Story } from "../read-models/story.ts";

const people = (...names: readonly string[]) => names.map((name) => userId(name));

it("people share a conversation as long as both are members of it", async () => {
  const [models, story] = [await ReadModels.make(), new Story()];
  await story.starts("ada", "here", { with: ["bob", "cem"] });
  await story.starts("eve", "there", { kind: "room", visibility: "public", with: ["dot"] });
  await models.follow(story);
  const sharing = (viewer: string) =>
    models.reads.members.sharing(userId(viewer), people("bob", "cem", "dot", "nobody"));
  expect(await sharing("ada")).toEqual(new Set(people("bob", "cem")));
  expect(await sharing("eve")).toEqual(new Set(people("dot")));
  await story.removes("ada", "here", "bob");
  await models.follow(story);
  expect(await sharing("ada")).toEqual(new Set(people("cem")));
  expect(await sharing("bob")).toEqual(new Set());
});
