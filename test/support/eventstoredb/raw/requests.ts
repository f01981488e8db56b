import shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import protobufEmpty from "google-protobuf/google/protobuf/empty_pb.js";
import timestamps from "google-protobuf/google/protobuf/timestamp_pb.js";
import type { ExpectedRevision } from "../decide.ts";
import { textUuid } from "../uuid.ts";

const { ReadDirection } = streams.ReadReq.Options;

export interface RawEvent {
  readonly id?: string;
  readonly type?: string | null;
  readonly contentType?: string | null;
  readonly data?: string | Uint8Array;
  readonly metadata?: string | Uint8Array;
}

export interface RawAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly RawEvent[];
}

export interface RawBatchPart {
  readonly correlationId: string;
  readonly options?: Omit<RawAppend, "events"> & { readonly deadline?: Date };
  readonly events: readonly RawEvent[];
  readonly isFinal?: boolean;
}

export interface RawFilter {
  readonly on: "stream" | "type";
  readonly prefixes?: readonly string[];
  readonly regex?: string;
  readonly window?: number;
  readonly multiplier?: number;
}

export interface RawPosition {
  readonly commit: string;
  readonly prepare: string;
}

export interface RawRead {
  readonly stream?: string;
  /** A revision of the stream, or without a stream a position in everything. */
  readonly from?: "start" | "end" | bigint | RawPosition;
  readonly backwards?: true;
  readonly count?: number | "subscription";
  readonly filter?: RawFilter | "missing";
  readonly compatibility?: number;
  readonly uuids?: "structured";
}

export function streamIdentifier(stream: string): shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, "utf8"));
  return identifier;
}

export function appendMessages({ stream, expected, events }: RawAppend): streams.AppendReq[] {
  const options = new streams.AppendReq.Options();
  options.setStreamIdentifier(streamIdentifier(stream));
  if (typeof expected === "bigint") options.setRevision(String(expected));
  else setExpectation(options, { expected, empty: new shared.Empty() });
  const first = new streams.AppendReq();
  first.setOptions(options);
  const rest = events.map((event) => {
    const message = new streams.AppendReq();
    message.setProposedMessage(filled(new streams.AppendReq.ProposedMessage(), event));
    return message;
  });
  return [first, ...rest];
}

export function batchMessage({ correlationId, options, events, isFinal = true }: RawBatchPart): streams.BatchAppendReq {
  const message = new streams.BatchAppendReq();
  message.setCorrelationId(textUuid(correlationId));
  message.setIsFinal(isFinal);
  for (const event of events) {
    message.addProposedMessages(filled(new streams.BatchAppendReq.ProposedMessage(), event));
  }
  if (options !== undefined) message.setOptions(batchOptions(options));
  return message;
}

function batchOptions({ stream, expected, deadline }: NonNullable<RawBatchPart["options"]>) {
  const options = new streams.BatchAppendReq.Options();
  options.setStreamIdentifier(streamIdentifier(stream));
  if (typeof expected === "bigint") options.setStreamPosition(String(expected));
  else setExpectation(options, { expected, empty: new protobufEmpty.Empty() });
  options.setDeadline(timestamps.Timestamp.fromDate(deadline ?? new Date(Date.now() + 30_000)));
  return options;
}

interface Expecting<Empty> {
  setAny(empty: Empty): unknown;
  setNoStream(empty: Empty): unknown;
  setStreamExists(empty: Empty): unknown;
}

export function setExpectation<Empty>(
  options: Expecting<Empty>,
  { expected, empty }: { expected: Exclude<ExpectedRevision, bigint>; empty: Empty },
): void {
  if (expected === "any") options.setAny(empty);
  else if (expected === "no_stream") options.setNoStream(empty);
  else options.setStreamExists(empty);
}

interface Proposable {
  setId(id: shared.UUID): unknown;
  getMetadataMap(): { set(name: string, value: string): unknown };
  setData(data: Uint8Array): unknown;
  setCustomMetadata(metadata: Uint8Array): unknown;
}

function filled<Message extends Proposable>(message: Message, event: RawEvent): Message {
  const { id = crypto.randomUUID(), type = "Tested", contentType = "application/json", data = "{}" } = event;
  message.setId(textUuid(id));
  if (type !== null) message.getMetadataMap().set("type", type);
  if (contentType !== null) message.getMetadataMap().set("content-type", contentType);
  message.setData(Buffer.from(data));
  if (event.metadata !== undefined) message.setCustomMetadata(Buffer.from(event.metadata));
  return message;
}

export function readMessage(read: RawRead): streams.ReadReq {
  const options = new streams.ReadReq.Options();
  if (read.stream === undefined) options.setAll(allOptions(read.from));
  else options.setStream(streamOptions(read.stream, read.from));
  options.setReadDirection(read.backwards ? ReadDirection.BACKWARDS : ReadDirection.FORWARDS);
  if (read.count === "subscription") options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
  else options.setCount(String(read.count ?? Number.MAX_SAFE_INTEGER));
  if (read.filter === undefined) options.setNoFilter(new shared.Empty());
  else if (read.filter !== "missing") options.setFilter(filterOptions(read.filter));
  options.setUuidOption(uuidOption(read.uuids));
  if (read.compatibility !== undefined) {
    const control = new streams.ReadReq.Options.ControlOption();
    control.setCompatibility(read.compatibility);
    options.setControlOption(control);
  }
  const message = new streams.ReadReq();
  message.setOptions(options);
  return message;
}

function streamOptions(stream: string, from: RawRead["from"] = "start"): streams.ReadReq.Options.StreamOptions {
  const options = new streams.ReadReq.Options.StreamOptions();
  options.setStreamIdentifier(streamIdentifier(stream));
  if (typeof from === "bigint") options.setRevision(String(from));
  else if (from === "end") options.setEnd(new shared.Empty());
  else options.setStart(new shared.Empty());
  return options;
}

function allOptions(from: RawRead["from"] = "start"): streams.ReadReq.Options.AllOptions {
  const options = new streams.ReadReq.Options.AllOptions();
  if (typeof from === "object") {
    const position = new streams.ReadReq.Options.Position();
    position.setCommitPosition(from.commit);
    position.setPreparePosition(from.prepare);
    options.setPosition(position);
  } else if (from === "end") options.setEnd(new shared.Empty());
  else options.setStart(new shared.Empty());
  return options;
}

function uuidOption(form: RawRead["uuids"]): streams.ReadReq.Options.UUIDOption {
  const option = new streams.ReadReq.Options.UUIDOption();
  if (form === "structured") option.setStructured(new shared.Empty());
  else option.setString(new shared.Empty());
  return option;
}

function filterOptions(filter: RawFilter): streams.ReadReq.Options.FilterOptions {
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  if (filter.regex !== undefined) expression.setRegex(filter.regex);
  expression.setPrefixList([...(filter.prefixes ?? [])]);
  const options = new streams.ReadReq.Options.FilterOptions();
  if (filter.on === "stream") options.setStreamIdentifier(expression);
  else options.setEventType(expression);
  if (filter.window === undefined) options.setCount(new shared.Empty());
  else options.setMax(filter.window);
  options.setCheckpointintervalmultiplier(filter.multiplier ?? 1);
  return options;
}
