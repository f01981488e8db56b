import type { CommandContext } from "../../commands/context.ts";
import { startConversation } from "../../commands/start-conversation.ts";
import { conversationStream } from "../../commands/streams.ts";
import type { ConversationId, UserId } from "../../domain/ids.ts";
import type { Metadata } from "../../events/metadata.ts";
import { importerId, logKeyIn } from "./ids.ts";
import { ImportRefused } from "./import-refused.ts";

/** Where a line stands. */
export interface Place {
  readonly revision: number;
  readonly sequence: number;
}

/** The channel's room as the import knows it; it is the only one who imports into it. */
export interface Room {
  readonly id: ConversationId;
  /** Lines that are in the room, by the keys of their events. */
  readonly places: Map<string, Place>;
  /** Files of which something was in the room before, by the beginning of their keys. */
  readonly logs: ReadonlySet<string>;
  readonly members: Set<UserId>;
}

/** The room of a channel, made where it is missing: the same one at each import. @throws ImportRefused */
export async function openRoom(
  commands: CommandContext,
  { channel, firstSaidAt }: { channel: string; firstSaidAt: string },
): Promise<Room> {
  const { conversationId: id, outcome } = await startConversation(commands, {
    actor: importerId,
    kind: "room",
    visibility: "public",
    name: channel,
    memberIds: [],
    key: { name: `irc:${channel.toLowerCase()}`, body: channel.toLowerCase() },
    imported: { originalAt: firstSaidAt, countsAsUnread: false },
  });
  const { state } = await commands.conversations.current(conversationStream(id));
  if (state.status === "deleted") throw new ImportRefused(`The room of ${channel} was deleted, and stays so.`);
  if (state.status === "missing")
    throw new ImportRefused(outcome.kind === "refused" ? outcome.refusal.detail : `${channel} has no room.`);
  const places = await placesIn(commands, id);
  const logs = new Set([...places.keys()].flatMap((key) => logKeyIn(key) ?? []));
  return { id, places, logs, members: new Set(state.members.keys()) };
}

/** What was imported by earlier runs, without looking at a word: only imports say when something was said elsewhere. */
async function placesIn({ store }: CommandContext, id: ConversationId): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for await (const { revision, data, metadata } of store.readStream(conversationStream(id))) {
    const { key, imported } = metadata as unknown as Metadata;
    const sequence = data["sequence"];
    if (key && imported && typeof sequence === "number") places.set(key.name, { revision, sequence });
  }
  return places;
}
