import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { logged } from "../../../src/events/logged.ts";
import { naivelyTold } from "./model.ts";
import { conversations, histories, people } from "./random-history.ts";
import { TimelineUnderTest } from "./timeline-under-test.ts";
import { toldBy, type TellingEvent } from "../../../src/wire/told.ts";

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 });

describe("after any history", () => {
  it("a person is told what going through the whole log would tell, from any place and by any pages", async () => {
    const timeline = await TimelineUnderTest.make();
    const resumption = fc.record({
      userId: fc.constantFrom(...people),
      afterEvent: fc.nat(),
      n: fc.oneof(fc.constant(null), fc.nat(4)),
      upToEvent: fc.option(fc.nat()),
      conversationId: fc.option(fc.constantFrom(...conversations), { freq: 3 }),
      limit: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        histories,
        sizes,
        fc.array(resumption, { minLength: 5, maxLength: 5 }),
        async (history, batches, all) => {
          await timeline.clear();
          await timeline.project(history.events, batches);
          const positionOf = (place: number): bigint => history.events[place % history.events.length]?.position ?? 0n;
          for (const { userId, afterEvent, n, upToEvent, conversationId, limit } of all) {
            const request = {
              userId,
              after: { position: afterEvent % 3 === 0 ? 0n : positionOf(afterEvent), n },
              ...(upToEvent !== null && { upTo: positionOf(upToEvent) }),
              ...(conversationId !== null && { conversationId }),
            };
            const told = await timeline.all({ ...request, limit });
            const texts = told.map(({ position, n: place, what }) => `${position}.${place} ${what.event}`);
            expect(texts).toEqual(naivelyTold(history.events, request));
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  it("the rows are the same, however the events were batched", async () => {
    const [one, other] = [await TimelineUnderTest.make(), await TimelineUnderTest.make()];
    await fc.assert(
      fc.asyncProperty(histories, sizes, async (history, batches) => {
        await one.clear();
        await other.clear();
        await one.project(history.events, [1]);
        await other.project(history.events, batches);
        expect(await other.rows()).toEqual(await one.rows());
      }),
      { numRuns: 30 },
    );
  });

  const tellsAnything = (event: RecordedEvent): boolean => toldBy(logged(event) as TellingEvent).length > 0;

  it("nothing that occurred after a time is at or before the position of that time", async () => {
    const timeline = await TimelineUnderTest.make();
    await fc.assert(
      fc.asyncProperty(histories, sizes, fc.nat(), async (history, batches, chosen) => {
        await timeline.clear();
        await timeline.project(history.events, batches);
        const times = history.events.map((event) => logged(event).at);
        const time = times[chosen % times.length] ?? "";
        const first = history.events.find((event) => logged(event).at > time && tellsAnything(event));
        expect(await timeline.positionAt(time)).toBe(first ? first.position - 1n : history.head);
      }),
      { numRuns: 50 },
    );
  });
});
