import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsPage } from "../../../src/audit/events-page.ts";
import type { LogForAudit } from "../../../src/audit/log-for-audit.ts";
import type { ConversationLogEvent } from "../../../src/audit/partial-replay.ts";
import { stateAt } from "../../../src/audit/state-at.ts";
import { conversationId, type ConversationId } from "../../../src/domain/ids.ts";
import type { Line } from "../../../src/domain/conversation/line.ts";
import type { RecordedEvent } from "../../../src/event-store/port.ts";
import { logged } from "../../../src/events/logged.ts";
import { changeBy } from "../../../src/wire/audit-change.ts";
import type { ReplayStep } from "../../../src/wire/audit-event.ts";
import { afterEvent, emptyReplay, linesIn, type Replay } from "../../../src/wire/replay.ts";
import { cut, histories, places, storyOf } from "../read-models/any-history.ts";
import { ReadModels } from "../read-models/read-models.ts";
import { AuditUnderTest } from "./audit-under-test.ts";

const all = 2 ** 31 - 1;

/** Those of a conversation, found by looking at each. */
function eventsIn(id: ConversationId, events: readonly RecordedEvent[]): readonly ConversationLogEvent[] {
  const isOf = ({ stream, data }: RecordedEvent): boolean =>
    stream === `conversation-${id}` || (/^(message|inbox)-/.test(stream) && data["conversationId"] === id);
  return events.filter(isOf).map((event) => logged(event) as ConversationLogEvent);
}

const replayOf = (id: ConversationId, events: readonly RecordedEvent[]): Replay =>
  eventsIn(id, events).reduce(afterEvent, emptyReplay(id));

/** What members see of a conversation, by a replay. */
function seenIn(replay: Replay): unknown {
  const { conversation: now, joinedAt } = replay;
  if (now.status !== "open") return null;
  return {
    kind: now.kind,
    visibility: now.visibility,
    historyVisibility: now.historyVisibility,
    name: now.name,
    description: now.description,
    incident: now.incident,
    lines: linesIn(replay, { below: all, limit: 1_000 }).map(bare),
    members: [...now.members]
      .toSorted(([, one], [, other]) => one.joining - other.joining)
      .map(([member, { role, mutedUntil }]) => ({
        userId: member,
        role,
        joinedAt: joinedAt.get(member),
        mutedUntil: mutedUntil !== null && mutedUntil > "2099" ? mutedUntil : null,
      })),
    pins: now.pins,
  };
}

/** The same by the read models. */
async function seenBy({ reads }: ReadModels, id: ConversationId): Promise<unknown> {
  const whole = { limit: 1_000, after: null };
  const { items } = await reads.members.list(id, whole);
  const [first] = items;
  const found = first && (await reads.conversations.one(first.userId, id));
  if (!found) return null;
  const { kind, visibility, historyVisibility, name, description, incident } = found.head;
  const { lines } = await reads.lines.page(id, { limit: 1_000, from: { side: "newest" } });
  const pins = await reads.conversations.pins(id);
  return {
    kind,
    visibility,
    historyVisibility,
    name,
    description,
    incident,
    lines: lines.map(bare),
    members: items.map(({ userId: member, role, joinedAt, mutedUntil }) => ({
      userId: member,
      role,
      joinedAt,
      mutedUntil,
    })),
    pins: pins.map(({ messageId }) => messageId).toReversed(),
  };
}

/** A line without what its event says beside what it is. */
function bare({ event: { type, data }, quote, ...line }: Line): unknown {
  return { ...line, event: { type, data }, quote: quote && bare(quote) };
}

/** Page by page, from the last line to the first. */
async function linesOnPages(log: LogForAudit, id: ConversationId, upTo: bigint): Promise<readonly unknown[]> {
  let lines: readonly Line[] = [];
  for (let below: number | null = null; ;) {
    const page = await stateAt(log, { conversationId: id, upTo, below, limit: 4 });
    lines = [...page.lines, ...lines];
    if (page.next === null) return lines;
    below = page.next;
  }
}

async function stepsOnPages(log: LogForAudit, id: ConversationId, upTo: bigint): Promise<readonly ReplayStep[]> {
  const steps: ReplayStep[] = [];
  for (let after = 0n; ;) {
    const page = await eventsPage(log, { conversationId: id, after, upTo, limit: 7 });
    steps.push(...page.steps);
    if (page.next === null) return steps;
    after = page.next;
  }
}

/** By the whole history before each event. */
function stepsOf(id: ConversationId, events: readonly RecordedEvent[]): readonly ReplayStep[] {
  let before = emptyReplay(id);
  return eventsIn(id, events).map((event) => {
    const step = { event, before, after: afterEvent(before, event) };
    before = step.after;
    return step;
  });
}

const changesIn = (steps: readonly ReplayStep[]): unknown =>
  steps.map(({ event, before, after }) => [event.id, changeBy(before, after, event)]);

describe("after any history", () => {
  it("a conversation by replay is what its members see", async () => {
    const models = await ReadModels.make();
    await fc.assert(
      fc.asyncProperty(histories, async ([first, rest, ends]) => {
        const events = await (await storyOf([...first, ...rest])).events();
        await models.clear();
        let upTo: readonly RecordedEvent[] = [];
        for (const batch of cut(events, ends.slice(0, 2))) {
          await models.take(batch);
          upTo = [...upTo, ...batch];
          for (const id of places.map(conversationId))
            expect(seenIn(replayOf(id, upTo))).toEqual(await seenBy(models, id));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("pages of it at any place are those of the whole, and rows the same wherever batches ended", async () => {
    const audit = await AuditUnderTest.make();
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(100), async ([first, rest, ends], place) => {
        const story = await storyOf([...first, ...rest]);
        const events = await story.events();
        await audit.clear();
        await audit.take(events);
        const rows = await audit.rows();
        await audit.clear();
        for (const batch of cut(events, ends)) await audit.take(batch);
        expect(await audit.rows()).toEqual(rows);

        const log = audit.log(story);
        const upTo = events[place % events.length]?.position ?? 0n;
        const before = events.filter(({ position }) => position <= upTo);
        for (const id of places.map(conversationId)) {
          const lines = linesIn(replayOf(id, before), { below: all, limit: 1_000 });
          expect(await linesOnPages(log, id, upTo)).toEqual(lines);
          expect(changesIn(await stepsOnPages(log, id, upTo))).toEqual(changesIn(stepsOf(id, before)));
        }
      }),
      { numRuns: 25 },
    );
  });
});
