import { status } from "@grpc/grpc-js";

/** How a call ends. The trailers carry what a client needs to tell one refusal from another. */
export interface GrpcStatus {
  readonly code: status;
  readonly details: string;
  readonly trailers?: Readonly<Record<string, string>>;
}

/** Ends the call it is thrown in with its status. Anything else that is thrown ends it with {@link handlerThrew}. */
export class CallFailed extends Error {
  readonly status: GrpcStatus;

  /** The reason is what a batch append is told, which gets no status of its own. */
  constructor(failure: GrpcStatus, reason = failure.details) {
    super(reason);
    this.status = failure;
  }
}

export const maxAppendSize = 1_048_576;

export const ok: GrpcStatus = { code: status.OK, details: "" };

export const handlerThrew: GrpcStatus = { code: status.UNKNOWN, details: "Exception was thrown by handler." };

export const unknownMethod: GrpcStatus = { code: status.UNIMPLEMENTED, details: "Method is unimplemented." };

export const notReady: GrpcStatus = { code: status.UNAVAILABLE, details: "Server Is Not Ready" };

export const accessDenied: GrpcStatus = {
  code: status.PERMISSION_DENIED,
  details: "Access Denied",
  trailers: { exception: "access-denied" },
};

/** The 32 events that wait for a live subscriber were not enough. */
export const consumerTooSlow: GrpcStatus = {
  code: status.ABORTED,
  details: "Operation timed out: Consumer too slow to handle event while live. Client resubscription required.",
};

export const unexpectedResult = (result: "ReadStreamResult" | "ReadAllResult"): GrpcStatus => ({
  code: status.UNKNOWN,
  details: `Unexpected ${result}: Error`,
});

export const invalidArgument = (details: string): GrpcStatus => ({ code: status.INVALID_ARGUMENT, details });

export const notLeader = (leader: { host: string; port: number }): GrpcStatus => ({
  code: status.NOT_FOUND,
  details: "Leader info available",
  trailers: {
    exception: "not-leader",
    "leader-endpoint-host": leader.host,
    "leader-endpoint-port": String(leader.port),
  },
});

export const streamDeleted = (stream: string): GrpcStatus => ({
  code: status.FAILED_PRECONDITION,
  details: `Event stream '${stream}' is deleted.`,
  trailers: { exception: "stream-deleted", "stream-name": stream },
});

export const appendTooLarge: GrpcStatus = {
  code: status.INVALID_ARGUMENT,
  details: `Maximum Append Size of ${maxAppendSize} Exceeded.`,
  trailers: { exception: "maximum-append-size-exceeded", "maximum-append-size": String(maxAppendSize) },
};

export const requiredMetadataMissing = (property: string): GrpcStatus => ({
  code: status.INVALID_ARGUMENT,
  details: `Required Metadata Property '${property}' is missing`,
  trailers: {
    exception: "missing-required-metadata-property",
    "required-metadata-properties": "type,content-type",
  },
});

export const wrongExpectedVersion = (found: { stream: string; expected: bigint; actual: bigint }): GrpcStatus => ({
  code: status.FAILED_PRECONDITION,
  details: `Delete failed due to WrongExpectedVersion. Stream: ${found.stream}, Expected version: ${found.expected}, Actual version: ${found.actual}`,
  trailers: {
    exception: "wrong-expected-version",
    "stream-name": found.stream,
    "expected-version": String(found.expected),
    "actual-version": String(found.actual),
  },
});
