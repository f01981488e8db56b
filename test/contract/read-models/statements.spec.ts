import { sql } from "slonik";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { conversationId, lineId, userId } from "../../../src/domain/ids.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import type { ConversationList } from "../../../src/projections/reads/conversations.ts";
import type { Reads } from "../../../src/projections/reads/reads.ts";
import { query } from "../../support/database.ts";
import { ReadModels } from "./read-models.ts";
import { Story } from "./story.ts";

const statement = z.object({ name: z.string(), generic: z.int(), custom: z.int() });

/** The read models, asked through one connection, and what it remembers of its statements. */
async function oneConnection(): Promise<{
  url: string;
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
  return { url: models.url, reads: openReads(queries), remembered: () => queries.any(remembered) };
}

/** Conversations of so many lines each. */
async function fillLines(url: string, conversations: number, lines: number): Promise<void> {
  await query(
    url,
    `insert into lines_v1.lines (conversation_id, sequence, revision, position, created_at, latest_at, countable, actor_id,
       type, content)
     select 'long-' || c, n, n, n, now(), now(), n, 'ada', 'MessageSent', 'What was said.'
     from generate_series(1, ${conversations}) c, generate_series(1, ${lines}) n`,
  );
  await query(url, "vacuum (analyze) lines_v1.lines");
}

/** Twenty who are members of so many conversations, and one who is of one. */
async function fillMemberships(url: string, conversations: number): Promise<void> {
  await query(
    url,
    `insert into conversations_v1.conversations (id, kind, visibility, history_visibility, owner_ids, member_count,
       created_by, created_at, active_at, last_sequence)
     select 'joined-' || c, 'group', 'private', 'all', '{}', 2, 'many', now(), now(), 0
     from generate_series(1, ${conversations}) c;
     insert into members_v1.members (conversation_id, user_id, role, joined_at, joined_revision, joined_ordinal,
       joined_sequence, read_to, delivered_to)
     select 'joined-' || c, 'many-' || who, 'member', now(), 0, 0, 0, 0, 0
     from generate_series(1, ${conversations}) c, generate_series(1, 20) who
     union all select 'joined-1', 'few', 'member', now(), 0, 0, 0, 0, 0`,
  );
  await query(url, "vacuum (analyze) conversations_v1.conversations");
  await query(url, "vacuum (analyze) members_v1.members");
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

  it("plans once for lists, however few conversations somebody has", async () => {
    const { url, reads, remembered } = await oneConnection();
    await fillMemberships(url, 200);
    for (let n = 0; n < 20; n += 1) {
      const { items } = await reads.conversations.list(userId("few"), { limit: 30, after: null });
      expect(items).toHaveLength(1);
    }
    expect(await remembered()).toMatchObject([{ name: "list joined", generic: 15, custom: 5 }]);
  });

  it("plans once for lines by their places, however few they are", async () => {
    const { reads, remembered } = await oneConnection();
    const ids = [1, 2].map((revision) => lineId({ conversationId: conversationId("here"), revision }));
    for (let times = 20; times > 0; times -= 1) expect(await reads.lines.some(ids)).toHaveLength(2);
    expect(await remembered()).toMatchObject([{ generic: 15, custom: 5 }]);
  });

  it("plans once for pages of the history, however long conversations are and wherever in them", async () => {
    const { url, reads, remembered } = await oneConnection();
    await fillLines(url, 10, 5_000);
    for (let n = 0; n < 20; n += 1) {
      const from = { side: "before", point: { sequence: 1 + n * 250 } } as const;
      const { lines } = await reads.lines.page(conversationId(`long-${1 + (n % 10)}`), {
        limit: 50,
        from,
        shownUpTo: 9_999n,
      });
      expect(lines).toHaveLength(Math.min(50, n * 250));
    }
    expect(await remembered()).toMatchObject([{ generic: 15, custom: 5 }]);
  });

  it("plans once for pages of the history and for who may read them", async () => {
    const { reads, remembered } = await oneConnection();
    const here = conversationId("here");
    for (let n = 0; n < 20; n += 1) {
      const page = await reads.lines.readablePage(userId("ada"), here, { limit: 50, from: { side: "newest" } });
      expect(page?.lines).toHaveLength(3);
    }
    expect(await remembered()).toMatchObject([{ generic: 15, custom: 5 }]);
  });
});

describe("the list of what is unread", () => {
  it("counts lines until its page is full, and no further", async () => {
    const [models, story] = [await ReadModels.make(), new Story()];
    for (let n = 0; n < 60; n += 1) {
      await story.starts("bob", `talk-${n}`, { with: ["ada"] });
      await story.sends("bob", `talk-${n}`, "Are you there?");
    }
    await models.follow(story);
    const queries = await openQueryPool(models.url, { size: 1, timeoutSeconds: 5, recycleSeconds: 60 });
    const list = { isUnread: true, limit: 5, after: null };
    const page = await openReads(queries).conversations.list(userId("ada"), list);
    await queries.end(); // what it counted is told as its connection ends
    expect(page.items.map(({ mine }) => mine.unreadCount)).toEqual([1, 1, 1, 1, 1]);
    expect(page.next).not.toBeNull();
    const [{ scans } = { scans: Infinity }] = await query<{ scans: number }>(
      models.url,
      "select idx_scan::int as scans from pg_stat_user_indexes where schemaname = 'lines_v1' and indexrelname = 'lines_pkey'",
    );
    expect(scans).toBeGreaterThan(0);
    expect(scans).toBeLessThan(60);
  });
});
