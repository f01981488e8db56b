import type { DomainEvent } from "./decision.ts";
import { PersistentMap } from "./persistent-map.ts";
import type { Recorded } from "./recorded.ts";

/** So many of a stream's keyed events are remembered at least; at most twice as many. */
export const keyWindow = 1_000;

/** What a stream remembers of its latest events whose commands carried an idempotency key, by event id. */
export interface KeyedEvents {
  readonly recent: PersistentMap<string, KeyedEvent>;
  readonly earlier: PersistentMap<string, KeyedEvent>;
  readonly recentFrom: number;
  /** Every keyed event from this revision on is remembered; older ones are to be looked up elsewhere. */
  readonly completeFrom: number;
}

export interface KeyedEvent {
  readonly revision: number;
  /** The MAC of the request's body. */
  readonly body: string;
}

export const noKeyedEvents: KeyedEvents = {
  recent: PersistentMap.of(),
  earlier: PersistentMap.of(),
  recentFrom: 0,
  completeFrom: 0,
};

export function findKeyed(events: KeyedEvents, eventId: string): KeyedEvent | undefined {
  return events.recent.get(eventId) ?? events.earlier.get(eventId);
}

/** An event without a key changes nothing. When a window is full it becomes the earlier one, and that is forgotten. */
export function remember(events: KeyedEvents, { id, revision, key }: Recorded<DomainEvent>): KeyedEvents {
  if (!key) return events;
  const keyed = { revision, body: key.body };
  if (events.recent.size < keyWindow) return { ...events, recent: events.recent.set(id, keyed) };
  return {
    recent: PersistentMap.of([[id, keyed]]),
    earlier: events.recent,
    recentFrom: revision,
    completeFrom: events.recentFrom,
  };
}
