import codes from "@eventstore/db-client/generated/code_pb.js";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import statuses from "@eventstore/db-client/generated/status_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import anys from "google-protobuf/google/protobuf/any_pb.js";
import protobufEmpty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Answerable } from "./appends.ts";
import { maxAppendSize } from "./status.ts";
import type { AppendResult } from "./writer.ts";

export type BatchError =
  | Exclude<Answerable, { kind: "success" }>
  | { readonly kind: "bad request"; readonly message: string }
  | { readonly kind: "too large" | "timeout" | "access denied" | "not ready" };

interface Addressee {
  readonly correlationId: shared.UUID | undefined;
  readonly stream: shared.StreamIdentifier | undefined;
}

export function batchResult(result: Answerable, to: Addressee): streams.BatchAppendResp {
  if (result.kind !== "success") return batchError(result, to);
  const success = new streams.BatchAppendResp.Success();
  if (result.revision === "no_stream") success.setNoStream(empty());
  else success.setCurrentRevision(String(result.revision));
  if (result.position === undefined) success.setNoPosition(empty());
  else success.setPosition(positionOf(result.position));
  const answer = answerTo(to);
  answer.setSuccess(success);
  return answer;
}

export function batchError(error: BatchError, to: Addressee): streams.BatchAppendResp {
  const answer = answerTo(to);
  answer.setError(statusOf(error, to.stream));
  return answer;
}

function positionOf(position: number): shared.AllStreamPosition {
  const at = new shared.AllStreamPosition();
  at.setCommitPosition(String(position));
  at.setPreparePosition(String(position));
  return at;
}

function answerTo({ correlationId, stream }: Addressee): streams.BatchAppendResp {
  const answer = new streams.BatchAppendResp();
  answer.setCorrelationId(correlationId);
  answer.setStreamIdentifier(stream);
  return answer;
}

function statusOf(error: BatchError, stream: shared.StreamIdentifier | undefined): statuses.Status {
  switch (error.kind) {
    case "wrong":
      return packed(
        { code: codes.Code.ALREADY_EXISTS, text: "WrongExpectedVersion", name: "WrongExpectedVersion" },
        wrong(error),
      );
    case "deleted": {
      const details = new shared.StreamDeleted();
      details.setStreamIdentifier(stream);
      return packed({ code: codes.Code.NOT_FOUND, text: "StreamDeleted", name: "StreamDeleted" }, details);
    }
    case "too large": {
      const details = new shared.MaximumAppendSizeExceeded();
      details.setMaxappendsize(maxAppendSize);
      const text = "MaximumAppendSizeExceeded";
      return packed({ code: codes.Code.INVALID_ARGUMENT, text, name: "MaximumAppendSizeExceeded" }, details);
    }
    case "timeout":
      return packed({ code: codes.Code.DEADLINE_EXCEEDED, text: "Timeout", name: "Timeout" }, new shared.Timeout());
    case "bad request": {
      const details = new shared.BadRequest();
      details.setMessage(error.message);
      return packed({ code: codes.Code.INVALID_ARGUMENT, text: "BadRequest", name: "BadRequest" }, details);
    }
    case "access denied":
      return packed(
        { code: codes.Code.PERMISSION_DENIED, text: "AccessDenied", name: "AccessDenied" },
        new shared.AccessDenied(),
      );
    case "not ready":
      return packed({ code: codes.Code.OK, text: "Server Is Not Ready", name: "Empty" }, new shared.Empty());
  }
}

interface Serializable {
  serializeBinary(): Uint8Array;
}

function packed(as: { code: codes.Code; text: string; name: string }, details: Serializable): statuses.Status {
  const any = new anys.Any();
  const namespace = as.name === "Empty" ? "google.protobuf" : "event_store.client";
  any.pack(details.serializeBinary(), `${namespace}.${as.name}`);
  const status = new statuses.Status();
  status.setCode(as.code);
  status.setMessage(as.text);
  status.setDetails(any);
  return status;
}

function wrong({ current, expected }: AppendResult & { kind: "wrong" }): shared.WrongExpectedVersion {
  const details = new shared.WrongExpectedVersion();
  if (current === "no_stream") details.setCurrentNoStream(empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === "any") details.setExpectedAny(empty());
  else if (expected === "no_stream") details.setExpectedNoStream(empty());
  else if (expected === "stream_exists") details.setExpectedStreamExists(empty());
  else details.setExpectedStreamPosition(String(expected));
  return details;
}

const empty = (): protobufEmpty.Empty => new protobufEmpty.Empty();
