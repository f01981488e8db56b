import type { Line, Reaction } from "../../domain/conversation/line.ts";
import { lineId, type ConversationId, type LineId, type UserId } from "../../domain/ids.ts";
import type { Position } from "../../event-store/port.ts";
import { messageJson, peopleIn, reactionJson, type MessageSources } from "../../wire/message.ts";
import type { Api } from "../parts.ts";
import type { MyMessageJson, MyReactionJson } from "../schemas/message.ts";

/** By conversation: the sequence after which somebody is shown its history. */
type ShownAfter = ReadonlyMap<ConversationId, number>;

/**
 * Lines that were read, as one person is answered them. Whether they may read them was asked before; who has asked after
 * which line they are shown the conversations' history, too, hands it over.
 */
export async function messagesOf(
  { reads, places }: Api,
  lines: readonly Line[],
  { viewer, shownAfter: known }: { readonly viewer: UserId; readonly shownAfter?: ShownAfter },
): Promise<MyMessageJson[]> {
  const [epoch, people, saved, shownAfter] = await Promise.all([
    places.epoch(),
    reads.people.named([...new Set(lines.flatMap((line) => peopleIn(line)))]),
    reads.kept.savedAmong(
      viewer,
      lines.map((line) => lineId(line)),
    ),
    known ?? reads.members.shownAfter(viewer, [...new Set(lines.flatMap(quotingIn))]),
  ]);
  return lines.map((line) => myMessage(withoutEarlierQuote(line, shownAfter), { epoch, people, saved }));
}

/** To whom something is shown, and up to which position. */
export interface Shown {
  readonly viewer: UserId;
  readonly shownUpTo: Position;
}

/** The same by their ids, in the order of these; whatever this person may not read is missing. */
export async function messagesBy(api: Api, ids: readonly LineId[], shown: Shown): Promise<MyMessageJson[]> {
  const found = new Map((await api.reads.lines.some(ids, shown)).map((line) => [lineId(line), line]));
  return messagesOf(
    api,
    ids.flatMap((id) => found.get(id) ?? []),
    { viewer: shown.viewer },
  );
}

const quotingIn = ({ quote, conversationId }: Line): readonly ConversationId[] => (quote ? [conversationId] : []);

/** What is quoted from before somebody joined is not there for them, where the history begins with joining. */
function withoutEarlierQuote(line: Line, shownAfter: ShownAfter): Line {
  if (!line.quote) return line;
  const { sequence } = line.quote.event.data;
  return sequence > (shownAfter.get(line.conversationId) ?? 0) ? line : { ...line, quote: null };
}

export interface MySources extends MessageSources {
  /** Those of the lines that this person keeps. */
  readonly saved: ReadonlySet<LineId>;
}

export function myMessage(line: Line, sources: MySources): MyMessageJson {
  const reactions = line.since.reactions.map(myReaction);
  return { ...messageJson(line, sources), reactions, is_saved: sources.saved.has(lineId(line)) };
}

export function myReaction(reaction: Reaction): MyReactionJson {
  return { ...reactionJson(reaction), mine: reaction.isMine };
}
