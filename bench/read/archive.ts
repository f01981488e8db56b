import { readConfig } from "../../src/config.ts";
import type { UserId } from "../../src/domain/ids.ts";
import { openFoundation, type Foundation } from "../../src/foundation.ts";
import { Conversation, type Batch } from "../rebuild/conversation.ts";
import { query } from "../support/postgres.ts";
import { untilReadModelsHave } from "../support/read-models.ts";
import type { Member, VerbatimServer } from "../support/verbatim-server.ts";
import { AskedModels } from "./asked-models.ts";

const peopleCount = 20;
const conversationCount = 200;
const membersOfEach = 8;
const linesAtOnce = 10;

/** A deployment whose log grows beside its server, as if it came from another process. */
export class Archive implements AsyncDisposable {
  /** Who is asked for: a member of every conversation. */
  readonly reader: Member;
  readonly conversations: readonly Conversation[];
  readonly #databaseUrl: string;
  readonly #foundation: Foundation;

  private constructor(reader: Member, conversations: readonly Conversation[], foundation: Foundation) {
    this.reader = reader;
    this.conversations = conversations;
    this.#databaseUrl = foundation.databaseUrl;
    this.#foundation = foundation;
  }

  static async begin(server: VerbatimServer, databaseUrl: string): Promise<Archive> {
    const people = await server.register(peopleCount);
    const [reader] = people;
    if (!reader) throw new Error("There are people.");
    const config = readConfig({ DATABASE_URL: databaseUrl, DATA_DIR: server.dataDir });
    const foundation = await openFoundation(config, { as: "visitor", report: console.error });
    const others = people.slice(1).map(({ userId }) => userId as UserId);
    const conversations = Array.from({ length: conversationCount }, (_, n) => {
      const company = Array.from({ length: membersOfEach - 1 }, (__, k) => others[(n + k * 5) % others.length]);
      return new Conversation([reader.userId as UserId, ...company.filter((id) => id !== undefined)]);
    });
    const archive = new Archive(reader, conversations, foundation);
    await Promise.all(conversations.map((each) => archive.#append(each.started())));
    return archive;
  }

  /** Until so many lines are in it, and every read model shows them, which the running server makes. */
  async growTo(lines: number): Promise<void> {
    await this.#write(lines);
    await untilReadModelsHave(this.#foundation);
    await this.#settle();
  }

  /** The same while no server runs: only what is asked of lists and histories shows them, as the product would make it. */
  async growAloneTo(lines: number): Promise<void> {
    await using models = new AskedModels(this.#foundation);
    await this.#write(lines);
    await models.atEnd();
    await this.#settle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#foundation[Symbol.asyncDispose]();
  }

  async #write(lines: number): Promise<void> {
    let written = this.conversations.reduce((sum, each) => sum + each.lines, 0);
    while (written < lines) {
      const round: Batch[] = [];
      for (const each of this.conversations) {
        const batch = each.lineBatch(written, Math.min(linesAtOnce, lines - written));
        written += batch.events.length;
        if (batch.events.length > 0) round.push(batch);
      }
      await Promise.all(round.map((batch) => this.#append(batch)));
    }
  }

  /** Otherwise whoever asks first would pay for the hint bits, or for autovacuum beside it. */
  async #settle(): Promise<void> {
    await query(this.#databaseUrl, "vacuum (analyze)");
  }

  async #append({ stream, events, revision }: Batch): Promise<void> {
    const { store, codec } = this.#foundation;
    await store.append(stream, await codec.encode(stream, events), revision === 0 ? "none" : revision - 1);
  }
}
