import type { Foundation } from "../../src/foundation.ts";
import { query } from "../support/postgres.ts";
import { Conversation, registered, type Batch } from "./conversation.ts";

const people = 50;
const conversationCount = 200;
const membersOfEach = 8;
const linesAtOnce = 5;

export interface Filled {
  readonly conversations: number;
  readonly messages: number;
  readonly lines: number;
}

/** Two hundred conversations of fifty people, side by side, sealed: of a page of the log each has a few events. */
export async function fillLog({ store, codec, databaseUrl }: Foundation, total: number): Promise<Filled> {
  const append = async ({ stream, events, revision }: Batch): Promise<void> => {
    await store.append(stream, await codec.encode(stream, events), revision === 0 ? "none" : revision - 1);
  };
  const users = Array.from({ length: people }, (_, n) => registered(n));
  await Promise.all(users.map(({ batch }) => append(batch)));
  const ids = users.map(({ userId }) => userId);
  const conversations = Array.from({ length: conversationCount }, (_, n) => new Conversation(membersAt(ids, n)));
  await Promise.all(conversations.map((each) => append(each.started())));
  for (let written = people + conversationCount; written < total;) {
    const round: Batch[] = [];
    for (const [index, each] of conversations.entries()) {
      const lines = each.lineBatch(written, Math.min(linesAtOnce, total - written));
      written += lines.events.length;
      round.push(lines);
      if (index % 8 !== 0 || written === total) continue;
      round.push(each.marker(written));
      written += 1;
    }
    await Promise.all(round.filter(({ events }) => events.length > 0).map(append));
  }
  // Otherwise whoever reads first would pay for the hint bits.
  await query(databaseUrl, "vacuum (analyze) log.events");
  return {
    conversations: conversationCount,
    messages: conversations.reduce((sum, each) => sum + each.messages, 0),
    lines: conversations.reduce((sum, each) => sum + each.lines, 0),
  };
}

function membersAt<Id>(ids: readonly Id[], n: number): Id[] {
  return Array.from({ length: membersOfEach }, (_, k) => ids[(n + k * 6) % ids.length]).filter(
    (id) => id !== undefined,
  );
}
