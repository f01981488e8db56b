import type { DomainEvent } from "../../domain/decision.ts";
import { findKeyed, type KeyedEvent, type KeyedEvents } from "../../domain/keyed-events.ts";
import type { Keys } from "../../event-store/codec/event-type.ts";
import { isMacOf, keyNamesOf, macOf, monthIn, type KeyedBody } from "./body-mac.ts";
import type { Command } from "./command.ts";
import { keyedEventId } from "./event-id.ts";
import type { OlderKeys } from "./older-keys.ts";

/** What a command with a key is known again by. */
export interface Identity {
  /** Of its first event. */
  readonly eventId: string;
  /** What its events keep of the request's body; null where a key that this takes was destroyed. */
  readonly mac: string | null;
  /** What it did before, where that is older than what the stream remembers. */
  readonly older: KeyedEvent | null;
  /** Whether an event that keeps this was caused by the same request. */
  isSame(kept: string): boolean;
}

export interface IdentitySources {
  readonly keys: Keys;
  /** Null where nobody needs to be asked: what the stream does not remember is taken for new. */
  readonly olderKeys: OlderKeys | null;
}

export interface IdentityContext {
  readonly stream: string;
  readonly keyedEvents: KeyedEvents;
  /** Of the events to come. */
  readonly at: string;
}

/**
 * An identity for each command, null for those without a key. At most one question for older keys and one for keys
 * that are not cached, however many commands. @throws StoreUnavailable
 */
export async function identify<State, Event extends DomainEvent>(
  commands: readonly Command<State, Event>[],
  context: IdentityContext,
  { keys, olderKeys }: IdentitySources,
): Promise<readonly (Identity | null)[]> {
  const bodies = commands.map(bodyOf);
  const keyed = bodies.filter((body) => body !== null);
  if (keyed.length === 0) return bodies.map(() => null);
  const older = await findOlder(keyed, context, olderKeys);
  const month = context.at.slice(0, 7);
  const names = keyed.flatMap((body) => {
    const earlier = findKeyed(context.keyedEvents, body.eventId) ?? older.get(body.eventId);
    return [...keyNamesOf(body, month), ...(earlier ? keyNamesOf(body, monthIn(earlier.body)) : [])];
  });
  const atHand = await keys.forSealing([...new Set(names)]);
  return bodies.map(
    (body) =>
      body && {
        eventId: body.eventId,
        mac: macOf(body, month, atHand),
        older: older.get(body.eventId) ?? null,
        isSame: (kept) => isMacOf(kept, body, atHand),
      },
  );
}

function bodyOf<State, Event extends DomainEvent>({ stream, actor, key }: Command<State, Event>): KeyedBody | null {
  if (!key) return null;
  return { stream, actor, eventId: keyedEventId({ stream, actor, key: key.name, index: 0 }), body: key.body };
}

async function findOlder(
  bodies: readonly KeyedBody[],
  { stream, keyedEvents }: IdentityContext,
  olderKeys: OlderKeys | null,
): Promise<ReadonlyMap<string, KeyedEvent>> {
  const from = keyedEvents.completeFrom;
  const eventIds = bodies.map(({ eventId }) => eventId).filter((id) => !findKeyed(keyedEvents, id));
  return olderKeys && from > 0 && eventIds.length > 0 ? olderKeys.find({ stream, from, eventIds }) : new Map();
}
