import streams from "@eventstore/db-client/generated/streams_pb.js";
import { filterOf, type Filter } from "./filter.ts";
import { streamName } from "./proposed-event.ts";
import type { UuidForm } from "./read-messages.ts";
import { CallFailed, invalidArgument } from "./status.ts";

type Options = streams.ReadReq.Options;
const { ReadDirection } = streams.ReadReq.Options;
export type Direction = "forwards" | "backwards";

/** Where a read of a stream begins: a revision, or one of its ends. */
export type FromRevision = "start" | "end" | bigint;
/** Where a read of everything begins. */
export type FromPosition = "start" | "end" | { readonly commit: number; readonly prepare: number };

export interface StreamTarget {
  readonly kind: "stream";
  readonly stream: string;
  readonly from: FromRevision;
}

export interface AllTarget {
  readonly kind: "all";
  readonly from: FromPosition;
  readonly filter: Filter | undefined;
}

export interface ReadRequest {
  readonly target: StreamTarget | AllTarget;
  readonly direction: Direction;
  readonly amount: number | "subscription";
  readonly uuidForm: UuidForm;
  /** Newer clients ask to be told how far the stream goes. */
  readonly tellsLastPosition: boolean;
}

export function readRequest(bytes: Uint8Array): ReadRequest {
  const options = streams.ReadReq.deserializeBinary(bytes).getOptions();
  if (options === undefined) throw new CallFailed(invalidArgument("The read has no options."));
  if (!options.hasFilter() && !options.hasNoFilter()) throw invalidCombination(options);
  if (options.hasStream() && options.hasFilter()) throw invalidCombination(options);
  const direction = options.getReadDirection() === ReadDirection.FORWARDS ? "forwards" : "backwards";
  if (options.hasSubscription() && direction === "backwards") throw invalidCombination(options);
  return {
    target: target(options),
    direction,
    amount: options.hasSubscription() ? "subscription" : Number(options.getCount()),
    uuidForm: options.getUuidOption()?.hasStructured() ? "structured" : "string",
    tellsLastPosition: (options.getControlOption()?.getCompatibility() ?? 0) >= 1,
  };
}

function target(options: Options): ReadRequest["target"] {
  const stream = options.getStream();
  if (stream !== undefined) {
    return { kind: "stream", stream: streamName(stream.getStreamIdentifier()), from: fromRevision(stream) };
  }
  const all = options.getAll();
  if (all === undefined) throw invalidCombination(options);
  const filter = options.getFilter();
  return { kind: "all", from: fromPosition(all), filter: filter === undefined ? undefined : filterOf(filter) };
}

function fromRevision(options: streams.ReadReq.Options.StreamOptions): FromRevision {
  if (options.hasStart()) return "start";
  return options.hasEnd() ? "end" : BigInt(options.getRevision());
}

function fromPosition(options: streams.ReadReq.Options.AllOptions): FromPosition {
  const position = options.getPosition();
  if (position === undefined) return options.hasEnd() ? "end" : "start";
  return { commit: Number(position.getCommitPosition()), prepare: Number(position.getPreparePosition()) };
}

/** Says which choices do not go together, by the names they have on the server. */
function invalidCombination(options: Options): CallFailed {
  const from = { 0: "None", 1: "Stream", 2: "All" }[options.getStreamOptionCase()];
  const amount = { 0: "None", 5: "Count", 6: "Subscription" }[options.getCountOptionCase()];
  const direction = options.getReadDirection() === ReadDirection.FORWARDS ? "Forwards" : "Backwards";
  const filter = { 0: "None", 7: "Filter", 8: "NoFilter" }[options.getFilterOptionCase()];
  return new CallFailed(
    invalidArgument(`The combination of (${from}, ${amount}, ${direction}, ${filter}) is invalid.`),
  );
}
