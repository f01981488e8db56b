import shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import { frame } from "./frames.ts";
import type { RecordedEvent } from "./log.ts";
import { structuredUuid, textUuid } from "./uuid.ts";

export interface Checkpoint {
  readonly commit: number;
  readonly prepare: number;
}

export type UuidForm = "string" | "structured";

const { ReadResp } = streams;

/** An event is read many times, and putting it into protobuf is most of the work, so that is done once. */
export function eventMessage(event: RecordedEvent, uuidForm: UuidForm): Buffer {
  if (uuidForm === "structured") return frame(readResponse(event, structuredUuid(event.id)));
  event.message ??= frame(readResponse(event, textUuid(event.id)));
  return event.message;
}

export function checkpointMessage({ commit, prepare }: Checkpoint): Buffer {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(commit));
  checkpoint.setPreparePosition(String(prepare));
  const response = new ReadResp();
  response.setCheckpoint(checkpoint);
  return frame(response);
}

export function confirmationMessage(): Buffer {
  const confirmation = new ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(crypto.randomUUID());
  const response = new ReadResp();
  response.setConfirmation(confirmation);
  return frame(response);
}

export function caughtUpMessage(): Buffer {
  const response = new ReadResp();
  response.setCaughtUp(new ReadResp.CaughtUp());
  return frame(response);
}

export function streamNotFoundMessage(stream: string): Buffer {
  const notFound = new ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier(stream));
  const response = new ReadResp();
  response.setStreamNotFound(notFound);
  return frame(response);
}

export function lastStreamPositionMessage(revision: bigint): Buffer {
  const response = new ReadResp();
  response.setLastStreamPosition(String(revision));
  return frame(response);
}

/** Sent for a stream that has nothing from there on. */
export function firstStreamPositionMessage(revision: bigint): Buffer {
  const response = new ReadResp();
  response.setFirstStreamPosition(String(revision));
  return frame(response);
}

function readResponse(event: RecordedEvent, id: shared.UUID): streams.ReadResp {
  const read = new ReadResp.ReadEvent();
  read.setEvent(recordedEvent(event, id));
  read.setCommitPosition(String(event.position));
  const response = new ReadResp();
  response.setEvent(read);
  return response;
}

function recordedEvent(event: RecordedEvent, id: shared.UUID): streams.ReadResp.ReadEvent.RecordedEvent {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(id);
  recorded.setStreamIdentifier(identifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  const metadata = recorded.getMetadataMap();
  metadata.set("type", event.type);
  metadata.set("content-type", event.isJson ? "application/json" : "application/octet-stream");
  metadata.set("created", String(event.created));
  return recorded;
}

function identifier(stream: string): shared.StreamIdentifier {
  const named = new shared.StreamIdentifier();
  named.setStreamName(Buffer.from(stream, "utf8"));
  return named;
}
