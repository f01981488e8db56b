import type { KeyedEvents } from "../keyed-events.ts";
import { noKeyedEvents, remember } from "../keyed-events.ts";
import type { UserId, ConversationId } from "../ids.ts";
import type { Recorded } from "../recorded.ts";
import type { HoldEvent } from "./events.ts";

/** A hold that stands. One of the two ids is there. */
export interface Hold {
  readonly holdId: string;
  readonly by: UserId;
  readonly conversationId?: ConversationId;
  readonly userId?: UserId;
  /** ISO 8601, UTC, milliseconds. */
  readonly placedAt: string;
}

/** The holds that stand, the oldest first. */
export interface Holds {
  readonly standing: readonly Hold[];
  readonly lastAt: string | null;
  readonly keyed: KeyedEvents;
}

const initialState: Holds = { standing: [], lastAt: null, keyed: noKeyedEvents };

function evolve({ standing, keyed }: Holds, event: Recorded<HoldEvent>): Holds {
  return { standing: changedBy(standing, event), lastAt: event.at, keyed: remember(keyed, event) };
}

function changedBy(standing: readonly Hold[], { type, data, at }: Recorded<HoldEvent>): readonly Hold[] {
  if (type === "HoldLifted") return standing.filter(({ holdId }) => holdId !== data.holdId);
  const { reason: _, ...hold } = data;
  return [...standing, { ...hold, placedAt: at }];
}

/** How the stream of holds is decided on. */
export const holds = {
  initialState,
  evolve,
  lastAt: ({ lastAt }: Holds): string | null => lastAt,
  keyedEvents: ({ keyed }: Holds): KeyedEvents => keyed,
  sizeOf: ({ standing, keyed }: Holds): number =>
    1_000 + standing.length * 300 + (keyed.recent.size + keyed.earlier.size) * 390,
};
