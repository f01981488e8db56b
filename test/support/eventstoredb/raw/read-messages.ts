import type shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { RawPosition } from "./requests.ts";

const { ContentCase } = streams.ReadResp;

/** In the form that was asked for. */
export interface RawUuid {
  readonly string?: string;
  readonly structured?: { readonly mostSignificantBits: string; readonly leastSignificantBits: string };
}

export interface RawRecordedEvent {
  readonly id: RawUuid;
  readonly stream: string;
  readonly revision: string;
  readonly position: RawPosition;
  readonly metadata: Readonly<Record<string, string>>;
  readonly data: Buffer;
  readonly customMetadata: Buffer;
}

export type RawReadMessage =
  | { readonly kind: "event"; readonly event: RawRecordedEvent; readonly commit: string; readonly hasLink: boolean }
  | { readonly kind: "checkpoint"; readonly position: RawPosition }
  | { readonly kind: "not found"; readonly stream: string }
  | { readonly kind: "first" | "last"; readonly revision: string }
  | { readonly kind: "confirmation"; readonly subscriptionId: string }
  | { readonly kind: "caught up" };

/** One of the things a read or a subscription can say. */
export function rawReadMessage(message: streams.ReadResp): RawReadMessage {
  switch (message.getContentCase()) {
    case ContentCase.EVENT:
      return eventMessage(message);
    case ContentCase.CHECKPOINT: {
      const checkpoint = message.getCheckpoint();
      return { kind: "checkpoint", position: rawPosition(checkpoint) };
    }
    case ContentCase.STREAM_NOT_FOUND:
      return { kind: "not found", stream: streamName(message.getStreamNotFound()) };
    case ContentCase.FIRST_STREAM_POSITION:
      return { kind: "first", revision: message.getFirstStreamPosition() };
    case ContentCase.LAST_STREAM_POSITION:
      return { kind: "last", revision: message.getLastStreamPosition() };
    case ContentCase.CONFIRMATION:
      return { kind: "confirmation", subscriptionId: message.getConfirmation()?.getSubscriptionId() ?? "" };
    case ContentCase.CAUGHT_UP:
      return { kind: "caught up" };
    default:
      throw new Error(`A message of kind ${message.getContentCase()}`);
  }
}

function eventMessage(message: streams.ReadResp): RawReadMessage {
  const read = message.getEvent();
  const recorded = read?.getEvent();
  if (read === undefined || recorded === undefined) throw new Error("A read event without an event");
  const event = {
    id: rawUuid(recorded.getId()),
    stream: streamName(recorded),
    revision: recorded.getStreamRevision(),
    position: rawPosition(recorded),
    metadata: Object.fromEntries(recorded.getMetadataMap().getEntryList()),
    data: Buffer.from(recorded.getData_asU8()),
    customMetadata: Buffer.from(recorded.getCustomMetadata_asU8()),
  };
  return { kind: "event", event, commit: read.getCommitPosition(), hasLink: read.hasLink() };
}

function rawUuid(uuid: shared.UUID | undefined): RawUuid {
  const structured = uuid?.getStructured();
  return structured === undefined ? { string: uuid?.getString() ?? "" } : { structured: structured.toObject() };
}

interface Named {
  getStreamIdentifier(): { getStreamName_asU8(): Uint8Array } | undefined;
}

const streamName = (named: Named | undefined): string =>
  Buffer.from(named?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString("utf8");

interface Placed {
  getCommitPosition(): string;
  getPreparePosition(): string;
}

function rawPosition(placed: Placed | undefined): RawPosition {
  return { commit: placed?.getCommitPosition() ?? "", prepare: placed?.getPreparePosition() ?? "" };
}
