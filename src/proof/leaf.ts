import type { RecordedEvent } from "../event-store/port.ts";
import { canonicalJson } from "./canonical-json.ts";
import { hashPair, parts, sha256, sorts, type Hash } from "./hash.ts";

/** What of an event is proved: its position is not, so that a copied log has the same leaves. */
export type ProvedEvent = Pick<RecordedEvent, "stream" | "revision" | "id" | "type" | "data" | "metadata">;

/** The leaf of an event at its index in the log, its data and metadata as they are stored: docs/proof.md, "Leaf". */
export function leafOf(index: number, { stream, revision, id, type, data, metadata }: ProvedEvent): Hash {
  const texts = [
    "verbatim.leaf.v1",
    String(index),
    stream,
    String(revision),
    id,
    type,
    canonicalJson(data),
    canonicalJson(metadata),
  ];
  return sha256(parts(texts, { sort: sorts.leaf }));
}

/** The running hash over a conversation's events with one more. */
export const runningWith = (running: Hash, leaf: Hash): Hash => hashPair(sorts.running, running, leaf);
