import pg from "pg";
import { onTestFinished } from "vitest";
import { conversationId, lineId, userId } from "../../../src/domain/ids.ts";
import { openQueryPool } from "../../../src/platform/postgres/query-pool.ts";
import { transaction } from "../../../src/platform/postgres/transaction.ts";
import { conversations } from "../../../src/projections/conversations/v1/projection.ts";
import { lines } from "../../../src/projections/lines/v1/projection.ts";
import { members } from "../../../src/projections/members/v1/projection.ts";
import { isMeant } from "../../../src/projections/projection.ts";
import { openReads } from "../../../src/projections/queries/open-reads.ts";
import type { Reads } from "../../../src/projections/reads/reads.ts";
import type { FoundMessages, MessageSearch } from "../../../src/projections/search/message-search.ts";
import { search } from "../../../src/projections/search/v1/projection.ts";
import { users } from "../../../src/projections/users/v1/projection.ts";
import { emptyDatabase } from "../../support/database.ts";
import { Story } from "../read-models/story.ts";

const projections = [users, conversations, members, lines, search];

/** A story, the read models that a search asks, and people who search. */
export class Searching {
  readonly story = new Story();
  readonly pool: pg.Pool;
  readonly #reads: Reads;
  #position = 0n;
  #written = 0;

  private constructor(pool: pg.Pool, reads: Reads) {
    this.pool = pool;
    this.#reads = reads;
  }

  static async make(): Promise<Searching> {
    const url = await emptyDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const searching = new Searching(pool, openReads(await queriesAt(url, pool)));
    await searching.#rebuild();
    return searching;
  }

  /** Ada and Bob talk in "here". */
  static async ofTwo(): Promise<Searching> {
    const searching = await Searching.make();
    await searching.story.registers("ada", { displayName: "Ada Lovelace" });
    await searching.story.registers("bob", { displayName: "Bob Żółty" });
    await searching.story.starts("ada", "here", { with: ["bob"], name: "Night Shift" });
    return searching;
  }

  /** What somebody finds: the words of the messages, the best first. */
  async finds(who: string, text: string, more: Partial<MessageSearch> = {}): Promise<readonly string[]> {
    return wordsOf(await this.result(who, text, more));
  }

  /** The ids of what they find. */
  async found(who: string, text: string, more: Partial<MessageSearch> = {}): Promise<readonly string[]> {
    return (await this.result(who, text, more)).items.map(({ line }) => lineId(line));
  }

  async sendsData(content: string, data: object): Promise<string> {
    const sequence = this.story.lastSequenceIn("here") + this.#written + 1;
    this.#written += 1;
    const sent = { sequence, senderId: "ada", content, messageType: "incident_data", data: JSON.stringify(data) };
    await this.story.writes("conversation-here", { type: "MessageSent", data: sent }, { actor: "ada" });
    return lineId({ conversationId: here, revision: sequence });
  }

  async edits(id: string | null | undefined, content: string): Promise<void> {
    const data = { conversationId: here, messageId: id ?? "", content, editedBy: "ada" };
    await this.story.writes(`message-${id}`, { type: "MessageEdited", data }, { actor: "ada" });
  }

  async deletes(id: string | null | undefined): Promise<void> {
    const data = { conversationId: here, messageId: id ?? "", deletedBy: "ada" };
    await this.story.writes(`message-${id}`, { type: "MessageDeleted", data }, { actor: "ada" });
  }

  /** With what has happened until now. */
  async result(who: string, text: string, more: Partial<MessageSearch> = {}): Promise<FoundMessages> {
    await this.follow();
    return this.#reads.search.messages(userId(who), { text, limit: 20, after: null, ...more });
  }

  /** One batch of all that is new. */
  async follow(): Promise<void> {
    const events = await this.story.events();
    await this.take(events.filter(({ position }) => position > this.#position));
    this.#position = events.at(-1)?.position ?? 0n;
  }

  async take(batch: Awaited<ReturnType<Story["events"]>>): Promise<void> {
    for (const projection of projections) {
      const meant = batch.filter(({ stream }) => isMeant(projection, stream));
      if (meant.length > 0) await transaction(this.pool, (client) => projection.project(client, meant), projection);
    }
  }

  /** The index alone, made from the log again: all in one batch, or in as many as there are events. */
  async rebuilt(batches: "one" | "many"): Promise<readonly unknown[]> {
    const events = (await this.story.events()).filter(({ stream }) => isMeant(search, stream));
    await transaction(
      this.pool,
      async (client) => {
        await client.query(`drop schema ${search.schema} cascade; create schema ${search.schema}`);
        await search.migrate(client);
        for (const batch of batches === "one" ? [events] : events.map((event) => [event]))
          await search.project(client, batch);
        await search.index(client);
      },
      search,
    );
    return this.rows();
  }

  async rows(): Promise<readonly unknown[]> {
    const { rows } = await this.pool.query<{ row: unknown }>(
      "select to_jsonb(m) as row from search_v1.messages m order by conversation_id, revision",
    );
    return rows.map(({ row }) => row);
  }

  async #rebuild(): Promise<void> {
    for (const projection of projections)
      await transaction(
        this.pool,
        async (client) => {
          await client.query(`create schema ${projection.schema}`);
          await projection.migrate(client);
          await projection.index(client);
        },
        projection,
      );
  }
}

async function queriesAt(url: string, pool: pg.Pool): Promise<Awaited<ReturnType<typeof openQueryPool>>> {
  const queries = await openQueryPool(url, { size: 4, timeoutSeconds: 5, recycleSeconds: 60 });
  onTestFinished(async () => {
    await queries.end();
    await pool.end();
  });
  return queries;
}

export function wordsOf({ items }: FoundMessages): readonly string[] {
  return items.map(({ line }) => (line.event.type === "MessageSent" ? (line.event.data.content ?? "") : ""));
}

export const here = conversationId("here");
