import shared from "@eventstore/db-client/generated/shared_pb.js";
import type statuses from "@eventstore/db-client/generated/status_pb.js";
import protobufEmpty from "google-protobuf/google/protobuf/empty_pb.js";
import { plain } from "./plain.ts";

const detailsByName = {
  "event_store.client.WrongExpectedVersion": shared.WrongExpectedVersion,
  "event_store.client.StreamDeleted": shared.StreamDeleted,
  "event_store.client.MaximumAppendSizeExceeded": shared.MaximumAppendSizeExceeded,
  "event_store.client.Timeout": shared.Timeout,
  "event_store.client.BadRequest": shared.BadRequest,
  "event_store.client.AccessDenied": shared.AccessDenied,
  "google.protobuf.Empty": protobufEmpty.Empty,
};

/** An error in the answer to a batch append, with its details unpacked under the name they carry. */
export function errorDetails(error: statuses.Status): Record<string, unknown> {
  const details = error.getDetails();
  const url = details?.getTypeUrl() ?? "";
  const name = url.slice(url.lastIndexOf("/") + 1);
  const known = Object.entries(detailsByName).find(([listed]) => listed === name)?.[1];
  if (details === undefined || known === undefined) throw new Error(`Details of type ${url}`);
  const unpacked = plain(known.deserializeBinary(details.getValue_asU8()));
  return { code: error.getCode(), message: error.getMessage(), details: { [url]: unpacked } };
}
