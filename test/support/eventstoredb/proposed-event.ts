import type shared from "@eventstore/db-client/generated/shared_pb.js";
import { CallFailed, handlerThrew, requiredMetadataMissing } from "./status.ts";
import { uuidText } from "./uuid.ts";

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  /** Never looked into: what was sent is what is read. */
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What the messages of the two kinds of append have in common. */
interface ProposedMessage {
  getId(): shared.UUID | undefined;
  getMetadataMap(): { get(name: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export function proposedEvent(message: ProposedMessage): ProposedEvent {
  const type = required(message, "type");
  const isJson = required(message, "content-type") === "application/json";
  const id = uuidText(message.getId());
  if (id === undefined) throw new CallFailed(handlerThrew, "Unrecognized Guid format.");
  if (id === noUuid) throw new CallFailed(handlerThrew, "Empty eventId provided. (Parameter 'eventId')");
  if (type === "") throw new CallFailed(handlerThrew, "Empty eventType provided. (Parameter 'eventType')");
  return {
    id,
    type,
    isJson,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

const noUuid = "00000000-0000-0000-0000-000000000000";

export function streamName(identifier: shared.StreamIdentifier | undefined): string {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString("utf8");
  if (name === "") throw new CallFailed(handlerThrew, "Value cannot be null. (Parameter 'value')");
  return name;
}

function required(message: ProposedMessage, property: "type" | "content-type"): string {
  const value = message.getMetadataMap().get(property);
  if (value !== undefined) return value;
  throw new CallFailed(requiredMetadataMissing(property), "The given key was not present in the dictionary.");
}
