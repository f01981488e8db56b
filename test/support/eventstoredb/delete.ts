import streams from "@eventstore/db-client/generated/streams_pb.js";
import { decide, type ExpectedRevision } from "./decide.ts";
import { EventIds } from "./event-ids.ts";
import { asVersion, expectedRevision } from "./expected-revision.ts";
import { endOfTime, type Log } from "./log.ts";
import { streamName } from "./proposed-event.ts";
import { CallFailed, streamDeleted, wrongExpectedVersion } from "./status.ts";

type Options = streams.DeleteReq.Options | streams.TombstoneReq.Options;

/** Streams.Delete: the stream can no longer be read, until it is appended to again. */
export function deleteStream(bytes: Uint8Array, log: Log): streams.DeleteResp {
  const { stream, expected } = intent(streams.DeleteReq.deserializeBinary(bytes).getOptions());
  requireExpected({ stream, expected }, log);
  const isMissing = log.stream(stream) === undefined && log.stream(`$$${stream}`) === undefined;
  if (isMissing) throw new CallFailed(wrongExpectedVersion({ stream, expected: asVersion(expected), actual: -1n }));
  const position = log.truncate(stream, endOfTime).position;
  const at = new streams.DeleteResp.Position();
  at.setCommitPosition(String(position));
  at.setPreparePosition(String(position));
  const response = new streams.DeleteResp();
  response.setPosition(at);
  return response;
}

/** Streams.Tombstone: the stream is gone for good, and its name with it. */
export function tombstoneStream(bytes: Uint8Array, log: Log): streams.TombstoneResp {
  const { stream, expected } = intent(streams.TombstoneReq.deserializeBinary(bytes).getOptions());
  requireExpected({ stream, expected }, log);
  const { position } = log.tombstone(stream);
  const at = new streams.TombstoneResp.Position();
  at.setCommitPosition(String(position));
  at.setPreparePosition(String(position));
  const response = new streams.TombstoneResp();
  response.setPosition(at);
  return response;
}

function intent(options: Options | undefined): { stream: string; expected: ExpectedRevision } {
  const stream = streamName(options?.getStreamIdentifier());
  if (options === undefined) throw new Error("A delete without options has no stream.");
  return { stream, expected: expectedRevision(options, () => options.getRevision()) };
}

/** The expectation is judged as that of an append of one event nobody has seen before. */
function requireExpected({ stream, expected }: { stream: string; expected: ExpectedRevision }, log: Log): void {
  const decision = decide({ stream, expected, ids: [crypto.randomUUID()] }, { log, eventIds: new EventIds() });
  if (decision.kind === "deleted") throw new CallFailed(streamDeleted(stream));
  if (decision.kind !== "wrong") return;
  throw new CallFailed(wrongExpectedVersion({ stream, expected: asVersion(expected), actual: decision.current }));
}
