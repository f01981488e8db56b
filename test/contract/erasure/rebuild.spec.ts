import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyName } from "../../../src/event-store/codec/event-type.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { cut, histories, people, places, storyOf } from "../read-models/any-history.ts";
import { ReadModels } from "../read-models/read-models.ts";
import { Story } from "../read-models/story.ts";

/** A history of about a year, so that what is edited may have been said months before. */
const apart = { secondsApart: 4 * 24 * 3_600 };

/** Who is erased, how much of a conversation's time is forgotten, and whether that is known before the last batch ends. */
const erasures = fc.record({
  who: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 2 }),
  where: fc.constantFrom(...places),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

async function erase(story: Story, who: string, number: number): Promise<void> {
  story.keys.destroy(`person:${who}`);
  await story.writes(`user-${who}`, { type: "PersonErased", data: { userId: who, number } }, { actor: "ada" });
}

/** The months up to a share of the conversation's time. */
async function forget(story: Story, id: string, share: number): Promise<void> {
  const events = (await story.events()).filter(({ stream }) => stream === `conversation-${id}`);
  const until = events[Math.floor(share * (events.length - 1))];
  if (!until) return;
  const before = `${atOf(until).slice(0, 7)}-01T00:00:00.000Z`;
  const old = events.filter((event) => atOf(event) < before);
  for (const month of new Set((await story.events()).map((event) => atOf(event).slice(0, 7))))
    if (month < before.slice(0, 7)) story.keys.destroy(`month:${id}:${month}` satisfies KeyName);
  const data = { conversationId: id, before, upToRevision: old.at(-1)?.revision ?? 0 };
  await story.writes(`retention-${id}`, { type: "WordsForgotten", data }, { actor: "ada" });
}

const atOf = ({ metadata }: RecordedEvent): string => metadata["at"] as string;

describe("after words were erased", () => {
  it("read models that held them have the same rows as those that are made anew", { timeout: 120_000 }, async () => {
    const models = await ReadModels.make();
    let held = 0;
    await fc.assert(
      fc.asyncProperty(histories, erasures, async ([first, rest, ends], { who, where, share }) => {
        const story = await storyOf([...first, ...rest], new Story(apart));
        const before = await story.events();
        for (const [index, person] of who.entries()) await erase(story, person, index + 1);
        await forget(story, where, share);
        const after = await story.events();

        await models.clear();
        for (const batch of cut([...before, ...after.slice(before.length)], ends)) await models.take(batch);
        const living = await models.rows();
        await models.clear();
        await models.take(after);
        const anew = await models.rows();
        expect(living).toEqual(anew);
        held += before.filter(({ data }, index) => JSON.stringify(data) !== JSON.stringify(after[index]?.data)).length;
      }),
      { numRuns: 60 },
    );
    expect(held).toBeGreaterThan(100);
  });
});
