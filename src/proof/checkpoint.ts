import type { Epoch } from "../event-store/port.ts";
import type { Hash } from "./hash.ts";

/** What a checkpoint says. */
export interface CheckpointWords {
  /** How many events of the log it covers: indexes 0 to size - 1. */
  readonly size: number;
  readonly treeRoot: Hash;
  readonly mapRoot: Hash;
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string;
  /** The log's when it was made. */
  readonly epoch: Epoch;
  /** Of the key that signed it. */
  readonly keyId: string;
}

/** What the server stands by: who has one can tell whether anything of it was changed since. */
export interface Checkpoint extends CheckpointWords {
  /** 1, 2, 3 … as they were made. */
  readonly number: number;
  /** Ed25519, 64 bytes. */
  readonly signature: Buffer;
}

export const checkpointFormat = "verbatim.checkpoint.v1";

/** What is signed: docs/proof.md, "Checkpoint". */
export function signedText({ epoch, size, treeRoot, mapRoot, time, keyId }: CheckpointWords): string {
  const lines = [
    checkpointFormat,
    `epoch ${epoch}`,
    `size ${size}`,
    `tree ${treeRoot.toString("hex")}`,
    `map ${mapRoot.toString("hex")}`,
    `time ${time}`,
    `key ${keyId}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** As it is shown, published and kept; its fields are in the order of canonical JSON. */
export interface CheckpointJson {
  readonly epoch: string;
  readonly format: typeof checkpointFormat;
  readonly key: string;
  readonly map: string;
  readonly signature: string;
  readonly size: number;
  readonly time: string;
  readonly tree: string;
}

export function checkpointJson(checkpoint: Checkpoint): CheckpointJson {
  return {
    epoch: checkpoint.epoch,
    format: checkpointFormat,
    key: checkpoint.keyId,
    map: checkpoint.mapRoot.toString("hex"),
    signature: checkpoint.signature.toString("hex"),
    size: checkpoint.size,
    time: checkpoint.time,
    tree: checkpoint.treeRoot.toString("hex"),
  };
}
