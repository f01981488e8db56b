import type { DomainEvent } from "../../domain/decision.ts";
import type { Recorded } from "../../domain/recorded.ts";
import type { Codec } from "../../event-store/codec/codec.ts";
import type { JsonObject, NewEvent } from "../../event-store/port.ts";
import type { Command } from "./command.ts";
import type { Drafted } from "./draft.ts";

export type EncodedBatch =
  | { readonly kind: "encoded"; readonly events: readonly NewEvent[] }
  /** What is wrong with those commands whose events can't be stored, by their index. */
  | { readonly kind: "spoilt"; readonly errors: ReadonlyMap<number, unknown> };

/** Encodes all of a batch's events together; where that fails, says which commands' events don't fit. */
export async function encodeBatch<State, Event extends DomainEvent>(
  codec: Codec,
  { stream, commands }: { stream: string; commands: readonly Command<State, Event>[] },
  drafts: readonly Drafted<Event>[],
): Promise<EncodedBatch> {
  const each = drafts.map((drafted, index) => {
    const events = drafted.kind === "events" ? drafted.events : [];
    return events.map((event) => toNewEvent(event, commands[index]?.correlationId));
  });
  try {
    return { kind: "encoded", events: await codec.encode(stream, each.flat()) };
  } catch (error) {
    const alone = await Promise.allSettled(each.map((events) => codec.encode(stream, events)));
    const errors = new Map(alone.flatMap((one, index) => (one.status === "rejected" ? [[index, one.reason]] : [])));
    if (errors.size === 0) throw error;
    return { kind: "spoilt", errors };
  }
}

function toNewEvent<Event extends DomainEvent>(
  { id, type, data, at, actor, key, imported }: Recorded<Event>,
  correlationId: string | undefined,
): NewEvent {
  const metadata = {
    at,
    actor,
    ...(correlationId && { correlationId }),
    ...(key && { key: { ...key } }),
    ...(imported && { imported: { ...imported } }),
  };
  return { id, type, data: data as JsonObject, metadata };
}
