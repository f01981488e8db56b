import type { CommandSide } from "./commands/create-context.ts";
import { findAnnouncement } from "./commands/find-announcement.ts";
import { headOf } from "./commands/heads.ts";
import { findLineNow } from "./commands/line-now.ts";
import { namesOf } from "./commands/people.ts";
import { conversationStream } from "./commands/streams.ts";
import type { RecordedEvent } from "./event-store/port.ts";
import type { AnyEvent } from "./events/index.ts";
import { conversationOf, logged } from "./events/logged.ts";
import type { Foundation } from "./foundation.ts";
import type { GatewayOptions } from "./gateway/gateway.ts";
import { traceDelivery } from "./gateway/traced-delivery.ts";
import type { Ephemera } from "./presence/open.ts";
import { measureDelivery } from "./measured-process.ts";
import type { Metrics } from "./platform/metrics/metrics.ts";
import type { Tracing } from "./platform/tracing/tracing.ts";
import type { KnownNames } from "./projections/known-names.ts";
import { Outage } from "./projections/outage.ts";
import type { PositionWatch } from "./projections/positions.ts";
import type { Reads } from "./projections/reads/reads.ts";
import { conversationsOf } from "./projections/timeline/v1/conversations-of.ts";
import { memberships } from "./projections/timeline/v1/memberships.ts";
import { positionAt } from "./projections/timeline/v1/position-at.ts";
import { toldAfter } from "./projections/timeline/v1/told-after.ts";

interface TellingParts {
  readonly foundation: Foundation;
  readonly metrics: Metrics;
  readonly tracing: Tracing | null;
  readonly commands: CommandSide;
  readonly reads: Reads;
  readonly names: KnownNames;
  readonly positions: PositionWatch;
  readonly typing: Ephemera["typing"];
  readonly report: (sentence: string) => void;
}

export function gatewayOptions(parts: TellingParts): GatewayOptions {
  const { foundation, metrics, tracing, commands, reads, names, positions, typing, report } = parts;
  const measure = measureDelivery(metrics);
  const { pool, store, codec } = foundation;
  return {
    store,
    codec,
    report,
    readModels: positions,
    lines: reads.lines,
    timeline: {
      memberships: (userIds) => memberships(pool, userIds),
      conversationsOf: (userIds) => conversationsOf(pool, userIds),
      toldAfter: (request) => toldAfter(pool, request),
      positionAt: (time) => positionAtOnceLoaded(pool, time),
    },
    people: (ids) => namesOf(commands, ids),
    headOf: (id) => headOf(commands, id),
    line: (id) => findLineNow(commands, id, { read: "known" }),
    showsFromJoining: async (id) => {
      const { state } = await commands.conversations.known(conversationStream(id));
      return state.historyVisibility === "joined";
    },
    announcement: (revision) => findAnnouncement(commands, revision),
    onEvent: (event) => {
      names.note(event);
      commands.absorb(event);
      endTyping(typing, event);
    },
    onTold: (events) => {
      measure(events);
      if (tracing) traceDelivery(tracing, events);
    },
  };
}

/** Whoever sent what they typed types no more. */
function endTyping(typing: Ephemera["typing"], recorded: RecordedEvent): void {
  if (recorded.type !== "MessageSent") return;
  const event = logged<AnyEvent>(recorded);
  if (event.type === "MessageSent") typing.sent({ conversationId: conversationOf(event), userId: event.data.senderId });
}

async function positionAtOnceLoaded(pool: Foundation["pool"], time: string): Promise<bigint> {
  const position = await positionAt(pool, time);
  if (position === null) throw new Outage(new Error("the timeline is being loaded"));
  return position;
}
