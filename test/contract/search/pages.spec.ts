import { describe, expect, it } from "vitest";
import { gramsOf } from "../../../src/projections/search/grams.ts";
import { searchable } from "../../../src/projections/search/searchable.ts";
import { here, Searching, wordsOf } from "./searching.ts";

describe("pages of results", () => {
  it("follow each other without a gap and nothing twice, whatever is said and deleted meanwhile", async () => {
    const searching = await Searching.ofTwo();
    const { story } = searching;
    const ids = [];
    for (let n = 0; n < 23; n += 1)
      ids.push(await story.sends("ada", "here", n % 3 === 0 ? `word ${n}` : `words ${n}`));
    const first = await searching.result("ada", "word", { limit: 5 });
    await story.sends("bob", "here", "word that is new");
    await searching.deletes(ids[21]);
    const found = [...wordsOf(first)];
    for (let after = first.next; after;) {
      const page = await searching.result("ada", "word", { limit: 5, after });
      found.push(...wordsOf(page));
      after = page.next;
    }
    const numbers = Array.from({ length: 23 }, (_, n) => 22 - n);
    expect(found).toEqual([
      ...numbers
        .filter((n) => n % 3 === 0 && n !== 21)
        .map((n) => `word ${n}`)
        .toSpliced(0, 0, "word 21"),
      ...numbers.filter((n) => n % 3 !== 0).map((n) => `words ${n}`),
    ]);
  });

  it("count exactly up to a thousand, and go on after it", { timeout: 120_000 }, async () => {
    const searching = await Searching.ofTwo();
    const { story } = searching;
    await story.starts("bob", "elsewhere", { with: ["cem"] });
    for (let n = 0; n < 4_500; n += 1) {
      const rare = n % 100 === 0 ? "rare " : "";
      const early = n < 1_000 ? "early " : "";
      await story.sends(n % 3 === 0 ? "ada" : "bob", n % 3 === 2 ? "elsewhere" : "here", `${rare}${early}common ${n}`);
      if (n % 1_000 === 999) await searching.follow();
    }
    const counted = async (text: string, more = {}): Promise<string> => {
      const { total, isTotalExact } = await searching.result("ada", text, more);
      return `${total}${isTotalExact ? "" : " and more"}`;
    };
    expect(await counted("common")).toBe("1000 and more");
    expect(await counted("common", { conversationId: here })).toBe("1000 and more");
    expect(await counted("rare")).toBe("30");
    expect(await counted("rare", { conversationId: here })).toBe("30");
    expect(await counted("early")).toBe("667");
    expect(await counted("early", { conversationId: here })).toBe("667");
    expect(await counted("early common")).toBe("667");
    expect(await counted("common 4498")).toBe("1");
    expect(await counted("from:ada")).toBe("1000 and more");
    expect(await counted("from:me rare")).toBe("15");
    expect(await counted("commo 44")).toBe("72");

    for (const more of [{}, { conversationId: here }]) {
      const found: string[] = [];
      let last = await searching.result("ada", "common", { limit: 100, ...more });
      for (let page = last; ; page = last) {
        found.push(...wordsOf(page));
        expect([page.total, page.isTotalExact]).toEqual([1_000, false]);
        if (!page.next) break;
        last = await searching.result("ada", "common", { limit: 100, after: page.next, ...more });
      }
      expect(found).toHaveLength(3_000);
      expect(new Set(found).size).toBe(3_000);
    }
  });

  it("of what others say, too, are found without looking through what they said", async () => {
    const searching = await Searching.ofTwo();
    const { pool, story } = searching;
    await story.starts("ada", "there", { with: ["bob"] });
    await searching.follow();
    // Every tenth message is where Ada is, and every sixth of these says it, like all of the others.
    const [said, other] = [searchable("the pump"), searchable("something else")];
    await pool.query(
      `insert into search_v1.messages (conversation_id, revision, sequence, position, created_at, author_id, searchable,
         grams, marks)
       select case n % 10 when 0 then 'here' else 'elsewhere' end, n, n, 1000 + n, now() + n * interval '1 minute', 'bob',
         said.searchable, said.grams, '{}'
       from generate_series(1, 70000) n,
         lateral (select case when n % 10 > 0 or n % 60 = 0 then $1 else $2 end, case when n % 10 > 0 or n % 60 = 0 then $3::int[] else $4::int[] end) as said (searchable, grams)`,
      [said, other, gramsOf(said), gramsOf(other)],
    );
    await pool.query("analyze search_v1.messages");
    const rowsRead = async (): Promise<number> => {
      const { rows } = await pool.query<{ read: string }>(
        `select seq_tup_read + coalesce(idx_tup_fetch, 0) as read, pg_stat_clear_snapshot() from pg_stat_user_tables
         where schemaname = 'search_v1' and relname = 'messages'`,
      );
      return Number(rows[0]?.read ?? 0);
    };
    const before = await rowsRead();
    let searches = 0;
    // A session tells what it counted a second later, when it is asked again.
    const perSearch = async (): Promise<number> => {
      expect(await searching.result("ada", "pump")).toMatchObject({ total: 1_000, isTotalExact: false });
      searches += 1;
      return ((await rowsRead()) - before) / searches;
    };
    await expect.poll(perSearch, { timeout: 20_000 }).toBeGreaterThan(1_000);
    expect(await perSearch()).toBeLessThan(5_000);
  });
});
