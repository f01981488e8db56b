import shared from "@eventstore/db-client/generated/shared_pb.js";
import type { ExpectedRevision } from "./decide.ts";

interface ExpectationOptions {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** The expectation of an append, delete or tombstone; the one place where each differs is the revision's field. */
export function expectedRevision(options: ExpectationOptions, revision: () => string): ExpectedRevision {
  if (options.hasNoStream()) return "no_stream";
  if (options.hasAny()) return "any";
  if (options.hasStreamExists()) return "stream_exists";
  return BigInt(revision());
}

/** As the trailers of a refused delete spell it. */
export function asVersion(expected: ExpectedRevision): bigint {
  if (expected === "any") return -2n;
  if (expected === "no_stream") return -1n;
  if (expected === "stream_exists") return -4n;
  return expected;
}

export const empty = (): shared.Empty => new shared.Empty();
