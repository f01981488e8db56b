import type { DomainEvent } from "../../domain/decision.ts";
import type { Codec } from "../../event-store/codec/codec.ts";
import type { EventStore, ReadStreamOptions, RecordedEvent } from "../../event-store/port.ts";
import { written, type Written } from "../../events/logged.ts";

const pageSize = 500;

export interface Log {
  readonly store: EventStore;
  readonly codec: Codec;
}

/** Reads a stream's events from a revision on, decoded, by the page. */
export async function* readDecoded<Event extends DomainEvent>(
  { store, codec }: Log,
  stream: string,
  from: number,
): AsyncGenerator<Written<Event>[]> {
  let page: RecordedEvent[] = [];
  for await (const event of store.readStream(stream, { from })) {
    page.push(event);
    if (page.length < pageSize) continue;
    yield await decoded(codec, page);
    page = [];
  }
  if (page.length > 0) yield await decoded(codec, page);
}

/** A few events of a stream, decoded. */
export async function readSome<Event extends DomainEvent>(
  { store, codec }: Log,
  stream: string,
  options: ReadStreamOptions & { readonly limit: number },
): Promise<Written<Event>[]> {
  return decoded(codec, await Array.fromAsync(store.readStream(stream, options)));
}

async function decoded<Event extends DomainEvent>(codec: Codec, page: RecordedEvent[]): Promise<Written<Event>[]> {
  return (await codec.decode(page)).map((each) => written<Event>(each));
}
