import streams from "@eventstore/db-client/generated/streams_pb.js";
import type { Answerable, Appends } from "./appends.ts";
import type { GrpcCall } from "./call.ts";
import { expectedRevision, empty } from "./expected-revision.ts";
import { frame } from "./frames.ts";
import { proposedEvent, streamName, type ProposedEvent } from "./proposed-event.ts";
import { appendTooLarge, CallFailed, handlerThrew, maxAppendSize, streamDeleted } from "./status.ts";
import type { AppendResult, AppendSuccess } from "./writer.ts";

/** Streams.Append: the options, then an event per message, then one answer. */
export function append(messages: readonly Uint8Array[], { call, appends }: { call: GrpcCall; appends: Appends }): void {
  const [first, ...rest] = messages.map((bytes) => streams.AppendReq.deserializeBinary(bytes));
  const options = first?.getOptions();
  if (options === undefined) throw new CallFailed(handlerThrew);
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options, () => options.getRevision());
  const events = rest.map(proposedEventOf);
  if (dataBytes(events) > maxAppendSize) throw new CallFailed(appendTooLarge);
  appends.perform({ stream, expected, events }, (result) => {
    if (result.kind === "deleted") return call.end(streamDeleted(stream));
    call.send(frame(response(result)));
    call.end();
  });
}

export const dataBytes = (events: readonly ProposedEvent[]): number =>
  events.reduce((sum, { data }) => sum + data.length, 0);

function proposedEventOf(request: streams.AppendReq): ProposedEvent {
  const message = request.getProposedMessage();
  if (message === undefined) throw new CallFailed(handlerThrew);
  return proposedEvent(message);
}

function response(result: Exclude<Answerable, { kind: "deleted" }>): streams.AppendResp {
  const answer = new streams.AppendResp();
  if (result.kind === "success") answer.setSuccess(successOf(result));
  else answer.setWrongExpectedVersion(wrongExpectedVersionOf(result));
  return answer;
}

function successOf({ revision, position }: AppendSuccess): streams.AppendResp.Success {
  const success = new streams.AppendResp.Success();
  if (revision === "no_stream") success.setNoStream(empty());
  else success.setCurrentRevision(String(revision));
  if (position === undefined) success.setNoPosition(empty());
  else success.setPosition(positionOf(position));
  return success;
}

function positionOf(position: number): streams.AppendResp.Position {
  const at = new streams.AppendResp.Position();
  at.setCommitPosition(String(position));
  at.setPreparePosition(String(position));
  return at;
}

/** All 64 bits set, as near as a double comes to it. */
const noStream2060 = 2 ** 64 - 2_048;

/** Everything is said twice, the second time in the fields that clients of 20.6.0 read. */
function wrongExpectedVersionOf({ current, expected }: AppendResult & { kind: "wrong" }) {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current === "no_stream") {
    wrong.setCurrentNoStream(empty());
    wrong.setNoStream2060(empty());
  } else {
    wrong.setCurrentRevision(String(current));
    wrong.setCurrentRevision2060(Number(current));
  }
  if (expected === "any") {
    wrong.setExpectedAny(empty());
    wrong.setAny2060(empty());
  } else if (expected === "stream_exists") {
    wrong.setExpectedStreamExists(empty());
    wrong.setStreamExists2060(empty());
  } else if (expected === "no_stream") {
    wrong.setExpectedNoStream(empty());
    wrong.setExpectedRevision2060(noStream2060);
  } else {
    wrong.setExpectedRevision(String(expected));
    wrong.setExpectedRevision2060(Number(expected));
  }
  return wrong;
}
