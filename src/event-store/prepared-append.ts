import { EventRefused } from "./errors.ts";
import { exactJson } from "./exact-json.ts";
import type { AppendOptions, Expected, NewEvent } from "./port.ts";

/** The sum of an append's data, in bytes of UTF-8: the least of what the stores take (EventStoreDB's limit). */
export const maxAppendBytes = 1_048_576;
const maxMetadataBytes = 65_536;
const defaultDeadlineMs = 10_000;
const longestDeadlineMs = 60_000;

export interface PreparedEvent {
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  readonly metadata: string;
}

export interface PreparedAppend {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly PreparedEvent[];
  /** Of data and metadata, in UTF-16 units: near enough to bound a batch. */
  readonly size: number;
  /** `performance.now()` after which it must not be written. */
  readonly deadline: number;
  /** Whether it is a conflict where the log holds just these events. */
  readonly isFirstTry: boolean;
}

/** Checks everything that a store could choke on, so that one bad append never harms those beside it. */
export function prepareAppend(
  stream: string,
  events: readonly NewEvent[],
  expected: Expected,
  options: AppendOptions = {},
): PreparedAppend {
  checkName(stream, "The stream's name", 500);
  if (events.length === 0) throw new EventRefused(`An append to ${stream} needs at least one event.`);
  if (new Set(events.map((event) => event.id)).size < events.length) throw new EventRefused("An event id came twice.");
  if (expected !== "none" && !(Number.isInteger(expected) && expected >= 0)) {
    throw new EventRefused(`${expected} is no revision.`);
  }
  const prepared = events.map(prepareEvent);
  const bytes = prepared.reduce((sum, event) => sum + Buffer.byteLength(event.data), 0);
  if (bytes > maxAppendBytes) throw new EventRefused(`${bytes} bytes of data are over the limit of ${maxAppendBytes}.`);
  const size = prepared.reduce((sum, event) => sum + event.data.length + event.metadata.length, 0);
  return {
    stream,
    expected,
    events: prepared,
    size,
    deadline: performance.now() + Math.min(options.deadline ?? defaultDeadlineMs, longestDeadlineMs),
    isFirstTry: options.isFirstTry ?? false,
  };
}

function prepareEvent(event: NewEvent): PreparedEvent {
  if (!uuid.test(event.id)) throw new EventRefused(`"${event.id}" is no UUID in lower case.`);
  checkName(event.type, "The event's type", 100);
  const metadata = exactJson(event.metadata, "metadata");
  if (metadata.length > maxMetadataBytes) throw new EventRefused(`Metadata is over ${maxMetadataBytes} bytes.`);
  return { id: event.id, type: event.type, data: exactJson(event.data, "data"), metadata };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const printable = /^[^\p{Cc}\p{Cs}]+$/u;

function checkName(name: string, what: string, maxLength: number): void {
  if (name.length > maxLength || !printable.test(name) || name.startsWith("$")) {
    const rule = `1–${maxLength} characters, none of them a control character, the first no "$"`;
    throw new EventRefused(`${what} ${JSON.stringify(name.slice(0, 80))} does not fit: ${rule}.`);
  }
}
