import type { Head } from "../domain/conversation/head.ts";
import { lineOf, type Line } from "../domain/conversation/line.ts";
import type { Conversation } from "../domain/conversation/conversation.ts";
import { isLine, type ConversationEvent } from "../domain/conversation/events.ts";
import { firstMembers } from "../domain/conversation/first-members.ts";
import type { ConversationId } from "../domain/ids.ts";
import type { CommandContext } from "./context.ts";
import { readSome } from "./deciding/stream-reader.ts";
import { lineNowOf } from "./line-now.ts";
import { conversationStream } from "./streams.ts";

/** As it stands now, by its state and its last line; null where there is none, or none any more. */
export async function headOf(
  context: Pick<CommandContext, "conversations" | "messages" | "store" | "codec">,
  id: ConversationId,
): Promise<Head | null> {
  const { state, revision } = await context.conversations.current(conversationStream(id));
  const { status, kind, visibility, historyVisibility, incident, name, description, owners, members, lastSequence } =
    state;
  const { createdBy, createdAt, activeAt } = state;
  if (status !== "open" || createdBy === null || createdAt === null || activeAt === null) return null;
  return {
    id,
    kind,
    visibility,
    historyVisibility,
    incident,
    name,
    description,
    ownerIds: owners,
    memberCount: members.size,
    firstMemberIds: firstMembers(state),
    lastLine: await lastLineOf(context, { id, state, revision }),
    lastSequence,
    createdBy,
    createdAt,
    updatedAt: activeAt,
  };
}

/** Nearly every event is a line, so the last one is near the end. */
const pageSize = 5;

async function lastLineOf(
  context: Pick<CommandContext, "conversations" | "messages" | "store" | "codec">,
  { id, state, revision }: { id: ConversationId; state: Conversation; revision: number },
): Promise<Line | null> {
  if (state.lastSequence === 0) return null;
  for (let from = revision; from >= 0; from -= pageSize) {
    const options = { from, direction: "backwards", limit: pageSize } as const;
    const page = await readSome<ConversationEvent>(context, conversationStream(id), options);
    const [line] = page.flatMap((event) => (isLine(event) ? [event] : []));
    if (line) return lineNowOf(context, lineOf(id, line), { read: "known" });
  }
  return null;
}
