import type { EventIds } from "./event-ids.ts";
import { endOfTime, type Log, type StreamState } from "./log.ts";

export type ExpectedRevision = "any" | "no_stream" | "stream_exists" | bigint;

export interface AppendIntent {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly ids: readonly string[];
}

export type Decision =
  | { readonly kind: "write" }
  | { readonly kind: "undelete" }
  | { readonly kind: "repeated"; readonly lastRevision: bigint }
  | { readonly kind: "stuck" }
  | { readonly kind: "wrong"; readonly current: bigint }
  | { readonly kind: "deleted" };

const write: Decision = { kind: "write" };
const deleted: Decision = { kind: "deleted" };

/** Whether an append is written, in the order the rules apply. The current revision of a missing stream is -1. */
export function decide(intent: AppendIntent, past: { log: Log; eventIds: EventIds }): Decision {
  const state = past.log.stream(intent.stream);
  const current = BigInt(state?.events.length ?? 0) - 1n;
  const wrong: Decision = { kind: "wrong", current };
  const softDeleted = isSoftDeleted(state);
  const accept: Decision = softDeleted ? { kind: "undelete" } : write;

  if (state?.tombstoned) return deleted;
  if (intent.expected === "stream_exists" && softDeleted) return deleted;
  const exists = current >= 0n || past.log.stream(`$$${intent.stream}`) !== undefined;
  if (intent.expected === "stream_exists" && !exists) return wrong;
  if (intent.expected === "any" || intent.expected === "stream_exists") {
    return repeatedAnywhere(intent, past.eventIds) ?? (anyKnown(intent, past.eventIds) ? wrong : accept);
  }
  const expected = intent.expected === "no_stream" ? -1n : intent.expected;
  if (expected > current) return wrong;
  if (expected === current) return accept;
  if (isSameAs(intent.ids, state?.events ?? [], Number(expected) + 1)) {
    return { kind: "repeated", lastRevision: expected + BigInt(intent.ids.length) };
  }
  return softDeleted && intent.expected === "no_stream" && intent.ids.length > 0 ? accept : wrong;
}

export const isSoftDeleted = (state: StreamState | undefined): boolean => state?.truncateBefore === endOfTime;

/** The server trips over a repeat that runs backwards by more than one, and never answers it. */
function repeatedAnywhere({ ids, stream }: AppendIntent, eventIds: EventIds): Decision | undefined {
  const revisions = ids.map((id) => eventIds.revisionOf(id, stream));
  const [first, last] = [revisions[0], revisions.at(-1)];
  if (first === undefined || last === undefined || revisions.includes(undefined)) return undefined;
  return first > last + 1n ? { kind: "stuck" } : { kind: "repeated", lastRevision: last };
}

/** Only the first id decides: known ids behind an unknown one are written again. */
function anyKnown({ ids, stream }: AppendIntent, eventIds: EventIds): boolean {
  return ids[0] !== undefined && eventIds.revisionOf(ids[0], stream) !== undefined;
}

function isSameAs(ids: readonly string[], events: readonly { id: string }[], from: number): boolean {
  return ids.length > 0 && ids.every((id, offset) => events[from + offset]?.id === id);
}
