import { findLineNow, lineNowOf } from "../../commands/line-now.ts";
import { conversationStream } from "../../commands/streams.ts";
import { mayReadLine } from "../../domain/conversation/access.ts";
import type { Conversation } from "../../domain/conversation/conversation.ts";
import { isLine, type ConversationEvent } from "../../domain/conversation/events.ts";
import { lineOf, type Line } from "../../domain/conversation/line.ts";
import { lineId, type ConversationId, type LineId, type UserId } from "../../domain/ids.ts";
import type { Written } from "../../events/logged.ts";
import { peopleIn } from "../../wire/message.ts";
import type { Api } from "../parts.ts";
import { notFound } from "../problem.ts";
import type { MyMessageJson } from "../schemas/message.ts";
import { myMessage } from "./view.ts";

export interface SentBy {
  readonly conversationId: ConversationId;
  readonly events: readonly Written<ConversationEvent>[];
  readonly isReplay: boolean;
  readonly viewer: UserId;
}

/**
 * What a command wrote, as its sender is answered it: from the events themselves, so that no read model is waited for. A
 * replay shows what became of it since.
 */
export async function sentMessage(
  api: Api,
  { conversationId, events, isReplay, viewer }: SentBy,
): Promise<MyMessageJson> {
  const line = lineOf(conversationId, lineIn(events));
  if (!isReplay) return messageOf(api, line, { viewer, saved: new Set() });
  const now = await lineNowOf(api.commands, line, { read: "current", viewer });
  return messageOf(api, now, { viewer, saved: await savedOf(api, lineId(line), viewer) });
}

/** A message as it is now, by the log. @throws Problem where there is none that they may read. */
export async function messageNow(api: Api, id: LineId, viewer: UserId): Promise<MyMessageJson> {
  const line = await findLineNow(api.commands, id, { read: "current", viewer });
  const conversation = line && (await conversationNow(api, line.conversationId));
  if (!conversation || !mayReadLine(conversation, viewer, line.event.data.sequence)) throw notFound();
  return messageOf(api, line, { viewer, saved: await savedOf(api, id, viewer) });
}

/** A key outlives a membership: what it was used for is shown to whoever may read it now. */
export async function mayBeShown(api: Api, { conversationId, events, isReplay, viewer }: SentBy): Promise<boolean> {
  if (!isReplay) return true;
  return mayReadLine(await conversationNow(api, conversationId), viewer, lineIn(events).data.sequence);
}

function lineIn(events: SentBy["events"]) {
  const line = events.find((each) => isLine(each));
  if (!line) throw new Error("A message was sent, and no line was written.");
  return line;
}

async function conversationNow({ commands }: Api, id: ConversationId): Promise<Conversation> {
  return (await commands.conversations.current(conversationStream(id))).state;
}

const savedOf = ({ reads }: Api, id: LineId, viewer: UserId): Promise<ReadonlySet<LineId>> =>
  reads.kept.savedAmong(viewer, [id]);

interface Mine {
  readonly viewer: UserId;
  readonly saved: ReadonlySet<LineId>;
}

async function messageOf(api: Api, line: Line, { viewer, saved }: Mine): Promise<MyMessageJson> {
  const { places, people } = api;
  const quoting = { ...line, quote: await quoteOf(api, line, viewer) };
  const [epoch, names] = await Promise.all([places.epoch(), people(peopleIn(quoting))]);
  return myMessage(quoting, { epoch, people: names, saved });
}

/** Null where there is none, or none that they may read. */
async function quoteOf({ commands }: Api, { event, conversationId }: Line, viewer: UserId): Promise<Line | null> {
  const id = event.type === "MessageSent" ? event.data.replyToId : undefined;
  const quote = id === undefined ? null : await findLineNow(commands, id, { read: "known" });
  if (!quote) return null;
  const { state } = await commands.conversations.known(conversationStream(conversationId));
  return mayReadLine(state, viewer, quote.event.data.sequence) ? quote : null;
}
