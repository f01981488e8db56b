import { lineOf, type Line } from "../../domain/conversation/line.ts";
import { findLine } from "../../commands/find-line.ts";
import { conversationStream } from "../../commands/streams.ts";
import { mayRead } from "../../domain/conversation/access.ts";
import { isLine, type ConversationEvent } from "../../domain/conversation/events.ts";
import { locate, type ConversationId, type LineId, type UserId } from "../../domain/ids.ts";
import type { Written } from "../../events/logged.ts";
import { peopleIn } from "../../wire/message.ts";
import type { Api } from "../parts.ts";
import { notFound } from "../problem.ts";
import type { MyMessageJson } from "../schemas/message.ts";
import { myMessage } from "./view.ts";

/** What a command wrote, as its sender is answered it: from the events themselves, so that no read model is waited for. */
export async function sentMessage(
  { commands, people, places }: Api,
  { conversationId, events }: { conversationId: ConversationId; events: readonly Written<ConversationEvent>[] },
): Promise<MyMessageJson> {
  const event = events.find((each) => isLine(each));
  if (!event) throw new Error("A message was sent, and no line was written.");
  const replyToId = event.type === "MessageSent" ? event.data.replyToId : undefined;
  const line = { ...lineOf(conversationId, event), quote: await quoteOf(commands, replyToId) };
  const [epoch, names] = await Promise.all([places.epoch(), people(peopleIn(line))]);
  return myMessage(line, { epoch, people: names });
}

/** A key outlives a membership: what it was used for is shown to whoever may read it now. @throws Problem */
export async function assertReadable({ commands }: Api, id: ConversationId, viewer: UserId): Promise<void> {
  const { state } = await commands.conversations.current(conversationStream(id));
  if (!mayRead(state, viewer)) throw notFound();
}

async function quoteOf(commands: Api["commands"], id: LineId | undefined): Promise<Line | null> {
  const place = id === undefined ? null : locate(id);
  const event = id === undefined ? null : await findLine(commands, id);
  return place && event && lineOf(place.conversationId, event);
}
