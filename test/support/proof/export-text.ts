import { ndjsonExport, type NdjsonExport } from "../../../src/audit/export/ndjson.ts";
import type { ExportedEvent } from "../../../src/audit/export/exported-event.ts";
import type { DisclosedFields } from "../../../src/event-store/codec/disclosed.ts";
import { conversationOf, type StoredEvent } from "./reference-log.ts";

/** An event with its position, and the words of it that an export discloses. */
export interface Exportable extends StoredEvent {
  readonly position: bigint;
  readonly opened?: DisclosedFields;
  readonly isShown?: boolean;
}

export type ExportTextOptions = Omit<NdjsonExport, "source"> & {
  readonly events: readonly Exportable[];
  /** A selection of all events where none is named. */
  readonly conversationIds: readonly string[] | null;
};

/** An export as the server writes it, in one text. */
export async function exportText({ events, conversationIds, ...towards }: ExportTextOptions): Promise<string> {
  const source =
    conversationIds === null
      ? { scope: "selection" as const, events: () => exported(events) }
      : {
          scope: "conversations" as const,
          conversationIds,
          eventsOf: (id: string) => exported(events.filter((event) => conversationOf(event) === id)),
        };
  let text = "";
  for await (const line of ndjsonExport({ ...towards, source })) text += line;
  return text;
}

async function* exported(events: readonly Exportable[]): AsyncGenerator<ExportedEvent> {
  for (const { opened = {}, isShown = true, ...event } of events) {
    yield await Promise.resolve({ event: { ...event, kind: "event" as const }, opened, isShown });
  }
}

/** A file as a stream of pieces, cut anywhere. */
export async function* chunksOf(text: string | Uint8Array, size = 64 * 1_024): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
