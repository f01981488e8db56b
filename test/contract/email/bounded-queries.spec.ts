import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { sendMessage } from "../../../src/commands/send-message.ts";
import { startConversation } from "../../../src/commands/start-conversation.ts";
import { userId, type UserId } from "../../../src/domain/ids.ts";
import { conversations } from "../../../src/projections/conversations/v1/projection.ts";
import { lines } from "../../../src/projections/lines/v1/projection.ts";
import { members } from "../../../src/projections/members/v1/projection.ts";
import { users } from "../../../src/projections/users/v1/projection.ts";
import { digestToPerson } from "../../../src/workers/email/digest-to-person.ts";
import type { OutgoingMail } from "../../../src/workers/email/outgoing.ts";
import type { MailParts } from "../../../src/workers/email/parts.ts";
import { unreadInConversation } from "../../../src/workers/email/unread-in-conversation.ts";
import type { TakenIntent } from "../../../src/workers/jobs/intent.ts";
import type { JobKind } from "../../../src/workers/jobs/kind.ts";
import { query } from "../../support/database.ts";
import { ada, numbered, processes, register, type Process } from "../commands/processes.ts";
import { ReadModelByHand } from "../commands/read-model-by-hand.ts";

const deployment = processes();
const people = numbered(100).map((n) => userId(`person-${n}`));

let process: Process;
let sent: OutgoingMail[] = [];

beforeEach(async () => {
  process = await deployment.start();
  sent = [];
});

const parts: MailParts = {
  // The read models follow by hand, and are where the log is.
  store: { head: () => Promise.resolve(-1n) },
  settings: {
    smtpUrl: undefined,
    from: "chat@example.org",
    quiet: { direct: 120_000, group: 600_000 },
    publicUrl: "https://chat.example.org",
    locale: "en",
    timeZone: "UTC",
    dataDir: "",
  },
  transport: {
    deliver: (mail) => {
      sent.push(mail);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  },
  signing: { sign: (purpose, words) => `${purpose}-${words}`.slice(0, 20) },
};

/** A group of everybody, in which so many messages were said that only ada has read. */
async function group(messages: number): Promise<string> {
  await register(process, ada, ...people);
  const request = { actor: ada, kind: "group", name: "All", memberIds: people } as const;
  const { conversationId, outcome } = await startConversation(process.commands, request);
  if (outcome.kind === "refused") throw new Error(outcome.refusal.detail);
  await Promise.all(
    numbered(messages).map((n) => sendMessage(process.commands, { actor: ada, conversationId, content: `word ${n}` })),
  );
  await accounts([ada, ...people]);
  for (const projection of [users, conversations, members, lines])
    await (await ReadModelByHand.make(process, projection)).follow();
  return conversationId;
}

async function accounts(ids: readonly UserId[]): Promise<void> {
  await query(
    deployment.url(),
    `insert into accounts.accounts (user_id, username, username_folded, email, email_folded, created_at, registered_in_log)
     select id, id, id, id || '@example.org', id || '@example.org', now(), true from unnest($1::text[]) as id`,
    [ids],
  );
}

interface Intent {
  readonly kind: string;
  readonly subject: string;
  readonly window: string;
}

/** Carries it out. @returns how many queries it took. */
async function run(kind: JobKind, intent: Omit<Intent, "kind">): Promise<number> {
  const asked = vi.spyOn(process.pool, "query");
  const taken: TakenIntent = {
    id: randomUUID(),
    kind: kind.kind,
    details: { at: Date.now() },
    correlationId: null,
    attempt: 1,
    ...intent,
  };
  await kind.run(taken, { pool: process.pool, signal: new AbortController().signal });
  const count = asked.mock.calls.length;
  asked.mockRestore();
  return count;
}

async function called(): Promise<readonly Intent[]> {
  return query(deployment.url(), `select kind, subject, time_window as "window" from jobs.intents`);
}

describe("a group of a hundred and one", () => {
  it("with a thousand unread messages takes five queries to look at, and six for each mail", async () => {
    const conversationId = await group(1_000);
    expect(await run(unreadInConversation(parts), { subject: conversationId, window: "later 1" })).toBeLessThanOrEqual(
      5,
    );
    const digests = await called();
    expect(digests.map(({ subject }) => subject).toSorted()).toEqual(people.toSorted());
    let queries = 0;
    for (const digest of digests) queries = Math.max(queries, await run(digestToPerson(parts), digest));
    expect(queries).toBeLessThanOrEqual(6);
    expect(sent).toHaveLength(people.length);
    expect(new Set(sent.map(({ to }) => to.address)).size).toBe(people.length);
    expect(sent[0]?.text).toContain("word 9\n");
    expect(sent[0]?.text).toContain("and many more messages");
  });

  it("is not looked at for mails again once they have been sent", async () => {
    const conversationId = await group(20);
    const look = unreadInConversation(parts);
    await run(look, { subject: conversationId, window: "later 1" });
    for (const digest of await called()) await run(digestToPerson(parts), digest);
    await query(deployment.url(), "delete from jobs.intents");
    await run(look, { subject: conversationId, window: "later 2" });
    expect(await called()).toEqual([]);
  });

  it("in which nobody is mentioned is left alone for the longer time", async () => {
    const conversationId = await group(3);
    await run(unreadInConversation(parts), { subject: conversationId, window: "soon 1" });
    expect(await called()).toEqual([]);
  });
});
