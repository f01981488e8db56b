import { isLine, type ConversationEvent, type LineEvent } from "../domain/conversation/events.ts";
import { locate, type LineId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { written, type Written } from "../events/logged.ts";
import { conversationStream } from "./streams.ts";

/** A line as it was written, by one read of the log: its id says where it stands. Null where that place holds none. */
export async function findLine(
  { store, codec }: Pick<CommandContext, "store" | "codec">,
  id: LineId,
): Promise<(LineEvent & Written<ConversationEvent>) | null> {
  const place = locate(id);
  if (!place) return null;
  const stream = conversationStream(place.conversationId);
  const found = await Array.fromAsync(store.readStream(stream, { from: place.revision, limit: 1 }));
  const [event] = (await codec.decode(found)).map((each) => written<ConversationEvent>(each));
  return event && event.revision === place.revision && isLine(event) ? event : null;
}
