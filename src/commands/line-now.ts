import { lineOf, type Line } from "../domain/conversation/line.ts";
import { lineId, locate, type LineId, type UserId } from "../domain/ids.ts";
import { lineNow } from "../domain/message/line-now.ts";
import type { CommandContext } from "./context.ts";
import { findLine } from "./find-line.ts";
import { conversationStream, messageStream } from "./streams.ts";

export interface HowToRead {
  /** Whether the tails are read, or what is kept here of the streams is new enough. */
  readonly read: "current" | "known";
  /** Whose reactions are marked as theirs. */
  readonly viewer?: UserId;
}

type Log = Pick<CommandContext, "store" | "codec" | "messages" | "conversations">;

/** A line as it is now, by the log; without the line that it quotes. Null where that place holds none. */
export async function findLineNow(context: Log, id: LineId, how: HowToRead): Promise<Line | null> {
  const place = locate(id);
  const event = place && (await findLine(context, id));
  return event && place && lineNowOf(context, lineOf(place.conversationId, event), how);
}

/** The same of a line that was read. What is no message stays as it was. */
export async function lineNowOf(context: Log, line: Line, { read, viewer }: HowToRead): Promise<Line> {
  if (line.event.type !== "MessageSent") return line;
  const { messages, conversations } = context;
  const id = lineId(line);
  const [{ state: message }, { state: conversation }] = await Promise.all([
    messages[read](messageStream(id)),
    conversations[read](conversationStream(line.conversationId)),
  ]);
  const [editedPosition, previewPosition] = await Promise.all(
    [message.edited, message.preview].map(
      async (each) => each && positionOf(context, messageStream(id), each.revision),
    ),
  );
  return lineNow(line, message, {
    isPinned: conversation.pins.includes(id),
    editedPosition: editedPosition ?? null,
    previewPosition: previewPosition ?? null,
    ...(viewer && { viewer }),
  });
}

async function positionOf({ store }: Pick<Log, "store">, stream: string, revision: number): Promise<bigint | null> {
  for await (const { position } of store.readStream(stream, { from: revision, limit: 1 })) return position;
  return null;
}
