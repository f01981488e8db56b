import { sql } from "slonik";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { conversationId, lineId, userId } from "../../../src/domain/ids.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import type { ConversationList, Reads } from "../../../src/projections/reads.ts";
import { ReadModels } from "./read-models.ts";
import { Story } from "./story.ts";

const statement = z.object({ name: z.string(), generic: z.int(), custom: z.int() });

/** The read models, asked through one connection, and what it remembers of its statements. */
async function oneConnection(): Promise<{
  reads: Reads;
  remembered: () => Promise<readonly z.output<typeof statement>[]>;
}> {
  const [models, story] = [await ReadModels.make(), new Story()];
  await story.starts("ada", "here", { with: ["bob"] });
  for (const word of ["one", "two", "three"]) await story.sends("ada", "here", word);
  await models.follow(story);
  const queries = await openQueryPool(models.url, { size: 1, timeoutSeconds: 5, recycleSeconds: 60 });
  onTestFinished(() => queries.end());
  const remembered = sql.type(statement)`
    select name, generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements`;
  return { reads: openReads(queries), remembered: () => queries.any(remembered) };
}

/** Each choice of some filters. */
function choicesOf(filters: Required<ConversationList>): readonly ConversationList[] {
  return Object.entries(filters).reduce<readonly ConversationList[]>(
    (choices, [name, value]) => choices.flatMap((choice) => [choice, { ...choice, [name]: value }]),
    [{}],
  );
}

describe("a connection", () => {
  it("remembers few statements, however many lists are asked for", async () => {
    const { reads, remembered } = await oneConnection();
    const choices = choicesOf({
      isJoined: false,
      isUnread: true,
      isArchived: true,
      kind: "room",
      visibility: "public",
      status: "open",
      severity: "high",
      lot: "LOT-1",
      text: "a name",
    });
    expect(choices).toHaveLength(512);
    for (const list of choices) await reads.conversations.list(userId("ada"), { ...list, limit: 5, after: null });
    expect((await remembered()).length).toBeLessThan(10);
  });

  it("plans once for lines by their places, however few they are", async () => {
    const { reads, remembered } = await oneConnection();
    const ids = [1, 2].map((revision) => lineId({ conversationId: conversationId("here"), revision }));
    for (let times = 20; times > 0; times -= 1) expect(await reads.lines.some(ids)).toHaveLength(2);
    expect(await remembered()).toMatchObject([{ generic: 15, custom: 5 }]);
  });
});
