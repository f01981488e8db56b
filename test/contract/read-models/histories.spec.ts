import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversationId, userId } from "../../../src/domain/ids.ts";
import { cut, histories, people, places, storyOf } from "./any-history.ts";
import { Model } from "./model.ts";
import { ReadModels } from "./read-models.ts";

async function answersOf({ reads }: ReadModels): Promise<unknown> {
  const whole = { limit: 100, after: null };
  return {
    mine: await each(people, async (who) => (await reads.conversations.list(userId(who), whole)).items),
    unread: await each(people, async (who) => {
      return (await reads.conversations.list(userId(who), { ...whole, isUnread: true })).items.map(
        ({ head }) => head.id,
      );
    }),
    archived: await each(people, async (who) => {
      return (await reads.conversations.list(userId(who), { ...whole, isArchived: true })).items.map(
        ({ head }) => head.id,
      );
    }),
    open: await each(people, async (who) => {
      return (await reads.conversations.list(userId(who), { ...whole, isJoined: false })).items;
    }),
    one: await each(people, (who) => each(places, (id) => reads.conversations.one(userId(who), conversationId(id)))),
    members: await each(places, async (id) => (await reads.members.list(conversationId(id), whole)).items),
    banned: await each(places, async (id) => {
      return (await reads.members.bans(conversationId(id), whole)).items.map((ban) => ban.userId).toSorted();
    }),
    pins: await each(places, async (id) => {
      return (await reads.conversations.pins(conversationId(id))).map(({ messageId }) => messageId);
    }),
    scheduled: await each(people, (who) =>
      each(places, async (id) => (await reads.scheduled.list(userId(who), conversationId(id), whole)).items),
    ),
    mentions: await each(people, async (who) => (await reads.messages.mentioning(userId(who), whole)).items),
    lines: await each(places, (id) =>
      reads.lines.page(conversationId(id), { limit: 100, from: { side: "newest" }, viewer: userId("ada") }),
    ),
  };
}

async function expectedOf(model: Model): Promise<unknown> {
  return {
    mine: await each(people, (who) => model.list(who, true)),
    unread: await each(people, (who) => {
      const mine = model
        .list(who, true)
        .filter(({ mine: { unreadCount, unreadFrom } }) => unreadCount > 0 || unreadFrom !== null);
      return mine.map(({ head }) => head.id);
    }),
    archived: await each(people, (who) => model.list(who, true, { isArchived: true }).map(({ head }) => head.id)),
    open: await each(people, (who) => model.list(who, false)),
    one: await each(people, (who) => each(places, (id) => model.one(who, id))),
    members: await each(places, (id) => model.members(id)),
    banned: await each(places, (id) => model.banned(id)),
    pins: await each(places, (id) => model.pins(id)),
    scheduled: await each(people, (who) => each(places, (id) => model.scheduled.list(who, id))),
    mentions: await each(people, (who) => model.mentioning(who)),
    lines: await each(places, (id) => ({ lines: model.lines(id, "ada"), hasMoreBefore: false, hasMoreAfter: false })),
  };
}

async function each<Answer>(
  names: readonly string[],
  ask: (name: string) => Promise<Answer> | Answer,
): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const name of names) answers[name] = await ask(name);
  return answers;
}

describe("after any history", () => {
  it("the rows are the same wherever batches ended, and the answers those of a model that counts anew", async () => {
    const models = await ReadModels.make();
    await fc.assert(
      fc.asyncProperty(histories, async ([first, rest, ends]) => {
        const events = await (await storyOf([...first, ...rest])).events();
        await models.clear();
        await models.take(events);
        const whole = await models.rows();
        expect(await answersOf(models)).toEqual(await expectedOf(new Model(events)));

        await models.clear();
        for (const batch of cut(events, ends)) await models.take(batch);
        expect(await models.rows()).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});
