import type { Words } from "../domain/conversation/events.ts";
import type { Line } from "../domain/conversation/line.ts";
import { lineId } from "../domain/ids.ts";
import type { MessageEvent } from "../domain/message/events.ts";
import type { CommandContext } from "./context.ts";
import { readSome } from "./deciding/stream-reader.ts";
import { messageStream } from "./streams.ts";

/** What a message said from a time on. */
export interface Version extends Words {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
}

export interface Versions {
  readonly versions: readonly Version[];
  /** Where to go on from; null at the end. */
  readonly next: number | null;
}

/** Events of a message that one page looks at: between its edits may be many reactions. */
const lookedAt = 500;

/**
 * What a message said, the oldest first, from its own stream: nothing once it was deleted.
 * @param line by the log, as it was sent
 * @param page from 0, what was sent, or from n, the n-th event of the message's stream
 */
export async function versionsOf(
  context: Pick<CommandContext, "store" | "codec" | "messages">,
  line: Line,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<Versions> {
  const stream = messageStream(lineId(line));
  const { state } = await context.messages.current(stream);
  if (line.event.type !== "MessageSent" || state.deleted) return { versions: [], next: null };
  const original = from === 0 ? [{ ...line.event.data, at: line.createdAt }] : [];
  const first = Math.max(0, from - 1);
  const events = await readSome<MessageEvent>(context, stream, { from: first, limit: lookedAt });
  const edits = events.flatMap((event) =>
    event.type === "MessageEdited" ? [{ ...event.data, at: event.at, revision: event.revision }] : [],
  );
  const shown = edits.slice(0, limit - original.length);
  const last = shown.length < edits.length ? shown.at(-1) : events.at(-1);
  const seenTo = events.length === 0 ? state.revision : (last?.revision ?? first - 1);
  return { versions: [...original, ...shown], next: seenTo < state.revision ? seenTo + 2 : null };
}
